import type { MeshFormat } from './format.ts';
import { gltfToWrite } from './gltf-document.ts';

export const glb: MeshFormat<'glb'> = {
  name: 'glb',
  title: 'glTF 2.0 in one binary file',
  holds: 'textures',
  forEngines: true,
  compresses: true,
  places: true,
  async encode(model, stem, options) {
    const { document, io } = await gltfToWrite(model, options);
    return [{ name: `${stem}.glb`, bytes: await io.writeBinary(document) }];
  },
};
