import type { ReadTools } from '../read/reader.ts';

/** What readers of meshes need in Node. */
export const readTools: ReadTools = {
  async dracoDecoder() {
    const { default: draco } = await import('draco3dgltf');
    return draco.createDecoderModule();
  },
};
