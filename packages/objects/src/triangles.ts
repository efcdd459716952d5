import { type Color, type Group, Matrix3, type Mesh, type MeshStandardMaterial, Vector3 } from 'three';
import type { Look } from './look.ts';
import { type Body, materialPaint, type Paint, patternPaint } from './paint.ts';

/**
 * A triangle soup in world space: three corners a triangle, one flat colour a triangle, and the paints laid
 * over it.
 */
export interface Triangles {
  count: number;
  /** `[count, 3, 3]` */
  positions: Float32Array;
  /** `[count, 3, 3]`, unit, outwards as the geometries have them */
  normals: Float32Array;
  /** `[count, 3]`, display values in [0, 1] */
  colours: Float32Array;
  /** `[count]`: 1 + the number of the object whose body it belongs to, 0 for details and bare meshes */
  bodies: Uint8Array;
  /** `[count]`: 1 + the paint's place in `paints`, 0 for none */
  paint: Uint8Array;
  paints: Paint[];
}

/** Triangles of one colour each, that belong to no object of the library and have no paint. */
export function plainTriangles(
  positions: Float32Array,
  normals: Float32Array,
  colours: Float32Array,
): Triangles {
  const count = positions.length / 9;
  const [bodies, paint] = [new Uint8Array(count), new Uint8Array(count)];
  return { count, positions, normals, colours, bodies, paint, paints: [] };
}

/**
 * Flattens a group of meshes: transforms applied, indices resolved, the looks of dressed objects made into
 * paints. Objects are numbered in the order of their first mesh.
 */
export function flatten(group: Group): Triangles {
  group.updateMatrixWorld(true);
  const meshes: Mesh[] = [];
  let count = 0;
  group.traverse((node) => {
    const mesh = node as Mesh;
    if (!mesh.isMesh) return;
    meshes.push(mesh);
    count += (mesh.geometry.index ?? mesh.geometry.attributes.position).count / 3;
  });
  const out: Triangles = {
    count,
    positions: new Float32Array(count * 9),
    normals: new Float32Array(count * 9),
    colours: new Float32Array(count * 3),
    bodies: new Uint8Array(count),
    paint: new Uint8Array(count),
    paints: [],
  };
  const looks = new Map<Look, { number: number; origin: Vector3 }>();
  const owners: (Look | undefined)[] = [];
  const point = new Vector3();
  const normalMatrix = new Matrix3();
  let t = 0;
  for (const mesh of meshes) {
    const { position, normal } = mesh.geometry.attributes;
    const index = mesh.geometry.index;
    const colour: Color = (mesh.material as MeshStandardMaterial).color;
    const look: Look | undefined = mesh.userData.look;
    if (look && !looks.has(look)) looks.set(look, { number: looks.size + 1, origin: originOf(mesh) });
    const body = look && mesh.userData.body ? looks.get(look)!.number : 0;
    normalMatrix.getNormalMatrix(mesh.matrixWorld);
    const corners = index ? index.count : position.count;
    for (let i = 0; i < corners; i++) {
      const v = index ? index.getX(i) : i;
      point
        .fromBufferAttribute(position, v)
        .applyMatrix4(mesh.matrixWorld)
        .toArray(out.positions, t * 9 + (i % 3) * 3);
      point.fromBufferAttribute(normal, v).applyMatrix3(normalMatrix).normalize();
      point.toArray(out.normals, t * 9 + (i % 3) * 3);
      if (i % 3 < 2) continue;
      colour.toArray(out.colours, t * 3);
      out.bodies[t] = body;
      owners[t] = look;
      t++;
    }
  }
  for (const [look, { number, origin }] of looks) layPaints(out, owners, look, number, origin);
  return out;
}

/**
 * Where the origin of the concept's own space has come to lie: that of the outermost group that `Maker` added
 * meshes to.
 */
function originOf(mesh: Mesh): Vector3 {
  let node = mesh.parent!;
  while (node.parent && !node.userData.space) node = node.parent;
  return new Vector3().setFromMatrixPosition(node.matrixWorld);
}

/** Makes the paints of one look and assigns them to its triangles. */
function layPaints(
  out: Triangles,
  owners: readonly (Look | undefined)[],
  look: Look,
  number: number,
  origin: Vector3,
): void {
  if (!look.material && !look.pattern && look.name !== 'golden') return;
  const size = out.bodies.reduce((sum, body) => sum + (body === number ? 1 : 0), 0);
  const body: Body = { positions: new Float32Array(size * 9), normals: new Float32Array(size * 9), origin };
  for (let t = 0, k = 0; t < out.count; t++) {
    if (out.bodies[t] !== number) continue;
    body.positions.set(out.positions.subarray(t * 9, t * 9 + 9), k * 9);
    body.normals.set(out.normals.subarray(t * 9, t * 9 + 9), k * 9);
    k++;
  }
  const material = materialPaint(look, body);
  const pattern = patternPaint(look, body);
  const both: Paint | null =
    pattern &&
    ((...at) => {
      pattern(...at);
      material?.(...at);
    });
  const put = (paint: Paint | null) => (paint ? out.paints.push(paint) : 0);
  // Glass is seen through, so what is behind it keeps its colours.
  const detail = look.material?.name === 'glass' ? 0 : put(material);
  const main = put(both ?? material);
  for (let t = 0; t < out.count; t++)
    if (owners[t] === look) out.paint[t] = out.bodies[t] === number ? main : detail;
}
