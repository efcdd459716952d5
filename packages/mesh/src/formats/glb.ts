import type { MeshFormat } from './format.ts';
import { gltfDocument, gltfIo } from './gltf-document.ts';

export const glb: MeshFormat<'glb'> = {
  name: 'glb',
  title: 'glTF 2.0 in one binary file',
  async encode(model, stem) {
    return [{ name: `${stem}.glb`, bytes: await gltfIo().writeBinary(gltfDocument(model)) }];
  },
};
