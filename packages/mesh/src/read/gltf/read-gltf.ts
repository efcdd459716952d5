import type { ReadModel, ReadPart } from '../read-model.ts';
import type { Beside, MeshReader, ReadTools } from '../reader.ts';
import { movedPart } from '../transform.ts';
import { readAccessors } from './gltf-geometry.ts';
import { readMaterials } from './gltf-materials.ts';
import { placedMeshes } from './gltf-nodes.ts';
import { readPrimitive } from './gltf-primitive.ts';
import { openGltf } from './open-gltf.ts';

export const glbReader: MeshReader<'glb'> = {
  name: 'glb',
  knows: (bytes) => bytes[0] === 0x67 && bytes[1] === 0x6c && bytes[2] === 0x54 && bytes[3] === 0x46,
  read: (bytes, beside, tools) => read('glb', bytes, beside, tools),
};

export const gltfReader: MeshReader<'gltf'> = {
  name: 'gltf',
  knows: (bytes) => /^\s*\{/.test(new TextDecoder().decode(bytes.subarray(0, 64))),
  read: (bytes, beside, tools) => read('gltf', bytes, beside, tools),
};

/**
 * glTF 2.0: quantised and packed meshes (meshopt, Draco), sparse accessors, instances and places of nodes;
 * shapes as they are before any animation, skin or morph target.
 */
async function read(format: string, bytes: Uint8Array, beside: Beside, tools: ReadTools): Promise<ReadModel> {
  const gltf = openGltf(bytes, beside);
  const { json } = gltf;
  const accessors = await readAccessors(gltf, tools);
  const { materials, textures } = readMaterials(gltf);
  const notes = new Set<string>();
  const meshes = ((json.meshes ?? []) as Record<string, unknown>[]).map(({ primitives }) =>
    ((primitives ?? []) as Record<string, unknown>[])
      .map((primitive) => {
        const part = readPrimitive(primitive, accessors, materials);
        if (!part) notes.add('Points and lines were left out.');
        return part;
      })
      .filter((part): part is ReadPart => part !== null),
  );
  if (Array.isArray(json.skins) && json.skins.length > 0) notes.add('Skins were not applied.');
  const objects = placedMeshes(json, accessors)
    .map(({ name, mesh, matrix }) => ({ name, parts: meshes[mesh].map((part) => movedPart(part, matrix)) }))
    .filter(({ parts }) => parts.length > 0);
  return {
    format,
    objects,
    materials: materials.map(({ material }) => material),
    textures,
    metres: 1,
    up: 'y',
    notes: [...notes],
  };
}
