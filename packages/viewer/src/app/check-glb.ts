import { checkGltf, type GltfLimits, glbChunks, isRecord, UserError } from '@modeseek/core';

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

/** How numbers and pictures can be packed that this page has nothing to unpack with. */
const PACKED = ['KHR_draco_mesh_compression', 'EXT_meshopt_compression', 'KHR_texture_basisu'];

/**
 * Checks that a GLB holds what it says it holds, has all in itself, and can be unpacked here.
 * @throws UserError with what is wrong, in words
 */
export function checkGlb(glb: ArrayBuffer): void {
  const { json, binary } = glbChunks(new Uint8Array(glb));
  const required = isRecord(json) && Array.isArray(json.extensionsRequired) ? json.extensionsRequired : [];
  const packed = PACKED.find((name) => required.includes(name));
  if (packed) throw new UserError(`it is packed by ${packed}, which this page does not read`);
  const open = (_: string, what: 'data' | 'picture'): never => {
    throw new UserError(
      what === 'data' ? 'it keeps its data in another file' : 'it keeps its pictures in other files',
    );
  };
  checkGltf(json, { binary, open }, LIMITS);
}
