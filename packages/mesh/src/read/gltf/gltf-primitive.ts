import type { Accessor } from '@gltf-transform/core';
import { isRecord, UserError } from '@modeseek/core';
import { displayFromLinear } from '../../linear-colour.ts';
import { checkCorners, cornersOf } from '../corners.ts';
import type { ReadPart } from '../read-model.ts';
import type { GltfMaterial } from './gltf-materials.ts';
import { floatsOf } from './numbers.ts';

type Entries = Record<string, unknown>;

/**
 * The triangles of a primitive, where its mesh has them; null for points and lines.
 * @param accessors of the file
 * @throws UserError where they make no sense
 */
export function readPrimitive(
  { attributes, indices, mode, material: number }: Entries,
  accessors: readonly Accessor[],
  materials: readonly GltfMaterial[],
): ReadPart | null {
  const named = isRecord(attributes) ? attributes : {};
  const find = (name: string): Accessor | undefined =>
    Number.isInteger(named[name]) ? accessors[named[name] as number] : undefined;
  const place = find('POSITION');
  const places = place?.getArray();
  if (!place || !places) return null;
  const vertices = Math.floor(places.length / place.getElementSize());
  const list = Number.isInteger(indices) ? accessors[indices as number].getArray() : null;
  if (Number.isInteger(indices) && !list) throw new UserError('its triangles are not there');
  const corners = cornersOf(list, vertices, (mode as number | undefined) ?? 4);
  if (!corners) return null;
  checkCorners(corners, vertices);
  const { material, uvSet, uvTransform } = materials[number as number] ?? { material: null, uvSet: 0 };
  const read = (name: string, width: number) => {
    const accessor = find(name);
    return accessor && floatsOf(accessor, vertices, width);
  };
  const uvs = read(`TEXCOORD_${uvSet}`, 2);
  const mesh: ReadPart['mesh'] = {
    positions: floatsOf(place, vertices, 3),
    indices: corners,
    normals: read('NORMAL', 3),
    uvs: uvs && uvTransform ? transformed(uvs, uvTransform) : uvs,
    tangents: read('TANGENT', 4),
    colours: read('COLOR_0', 3)?.map(displayFromLinear),
  };
  return { mesh, material };
}

function transformed(uvs: Float32Array, [a, b, c, d, e, f]: readonly number[]): Float32Array {
  const out = new Float32Array(uvs.length);
  for (let i = 0; i < uvs.length; i += 2) {
    out[i] = a * uvs[i] + b * uvs[i + 1] + c;
    out[i + 1] = d * uvs[i] + e * uvs[i + 1] + f;
  }
  return out;
}
