import { checkGltf, type GltfLimits, glbChunks, UserError } from '@modeseek/core';

/** What a browser can show. */
const LIMITS: GltfLimits = {
  things: 20_000,
  depth: 200,
  drawn: 50e6,
  zeros: 64 * 2 ** 20,
  unpacked: 512 * 2 ** 20,
  pixels: 2 ** 26,
  pixelsTogether: 2 ** 28,
};

/**
 * Checks that a GLB holds what it says it holds, and has all in itself.
 * @throws UserError with what is wrong, in words
 */
export function checkGlb(glb: ArrayBuffer): void {
  const { json, binary } = glbChunks(new Uint8Array(glb));
  const open = (_: string, what: 'data' | 'picture'): never => {
    throw new UserError(
      what === 'data' ? 'it keeps its data in another file' : 'it keeps its pictures in other files',
    );
  };
  checkGltf(json, { binary, open }, LIMITS);
}
