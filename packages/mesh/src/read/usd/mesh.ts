import { UserError } from '@modeseek/core';
import { displayFromLinear } from '../../linear-colour.ts';
import { CornerLists, NONE } from '../corner-lists.ts';
import { polygonTriangles } from '../polygon.ts';
import type { ReadPart } from '../read-model.ts';
import type { UsdPrim } from './usda.ts';

/** Properties that meshes are asked for. */
export const OF_MESHES = [
  ...['points', 'faceVertexCounts', 'faceVertexIndices', 'normals', 'primvars:normals'],
  ...['primvars:st', 'primvars:st:indices', 'primvars:displayColor', 'orientation'],
] as const;

/**
 * The triangles of a Mesh prim, where it is itself.
 * @throws UserError for corners that are not there
 */
export async function meshOf({ properties }: UsdPrim): Promise<ReadPart['mesh'] | null> {
  const numbers = (name: string) => properties.get(name)?.numbers;
  const points = Float32Array.from(numbers('points') ?? []);
  const counts = numbers('faceVertexCounts') ?? [];
  const corners = numbers('faceVertexIndices') ?? [];
  if (points.length === 0 || corners.length === 0) return null;
  const normalsName = numbers('primvars:normals') ? 'primvars:normals' : 'normals';
  const uvs = lookup(properties, 'primvars:st', 2);
  const normals = lookup(properties, normalsName, 3);
  const turned = properties.get('orientation')?.texts[0] === 'leftHanded';
  const place = (corner: number): [number, number, number] => {
    const at = corners[corner] * 3;
    if (!(Number.isInteger(corners[corner]) && at >= 0 && at + 2 < points.length)) throw missing();
    return [points[at], points[at + 1], points[at + 2]];
  };
  const list = new CornerLists();
  let first = 0;
  for (const count of counts) {
    if (!(Number.isInteger(count) && count >= 0 && first + count <= corners.length)) throw missing();
    const triangles = count < 3 ? [] : await polygonTriangles(count, (i) => place(first + i));
    for (let t = 0; t < triangles.length; t += 3) {
      for (const k of turned ? [0, 2, 1] : [0, 1, 2]) {
        const corner = first + triangles[t + k];
        place(corner);
        list.add(corners[corner], uvs.of(corner, corners[corner]), normals.of(corner, corners[corner]));
      }
    }
    first += count;
  }
  return list.mesh(points, {
    uvs: uvs.values?.map((value, i) => (i % 2 === 1 ? 1 - value : value)),
    normals: normals.values,
    colours: coloursOf(properties, points.length),
  });
}

const missing = () => new UserError('a triangle of it has a vertex that is not there');

/** What corners have of a list, by its interpolation. */
interface Lookup {
  values: Float32Array | undefined;
  /** The number in the list, of a corner of a face at a point. */
  of(corner: number, point: number): number;
}

function lookup(properties: UsdPrim['properties'], name: string, width: number): Lookup {
  const property = properties.get(name);
  const none = { values: undefined, of: () => NONE };
  if (!property || property.numbers.length === 0) return none;
  const [interpolation = 'constant'] = property.metadata.get('interpolation')?.texts ?? [
    // Normals have one of their own when none is said.
    name === 'normals' ? 'vertex' : 'constant',
  ];
  const indices = properties.get(`${name}:indices`)?.numbers;
  const at = (i: number) => (indices ? (indices[i] ?? NONE) : i);
  const values = Float32Array.from(
    property.numbers.subarray(0, Math.floor(property.numbers.length / width) * width),
  );
  if (interpolation === 'faceVarying') return { values, of: (corner) => at(corner) };
  if (interpolation === 'vertex' || interpolation === 'varying')
    return { values, of: (_, point) => at(point) };
  return none;
}

/** Display values at points, where each has a colour, or all have one. */
function coloursOf(properties: UsdPrim['properties'], length: number): Float32Array | undefined {
  const linear = properties.get('primvars:displayColor')?.numbers ?? [];
  if (linear.length !== 3 && linear.length !== length) return undefined;
  return Float32Array.from({ length }, (_, i) => displayFromLinear(linear[i % linear.length]));
}
