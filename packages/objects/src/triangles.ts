import { type Color, type Group, Matrix3, type Mesh, type MeshStandardMaterial, Vector3 } from 'three';

/** A triangle soup in world space: three corners a triangle, one colour a triangle. */
export interface Triangles {
  count: number;
  /** `[count, 3, 3]` */
  positions: Float32Array;
  /** `[count, 3, 3]`, unit */
  normals: Float32Array;
  /** `[count, 3]`, display values in [0, 1] */
  colours: Float32Array;
}

/** Flattens a group of meshes: transforms applied, indices resolved. */
export function flatten(group: Group): Triangles {
  group.updateMatrixWorld(true);
  const positions: number[] = [];
  const normals: number[] = [];
  const colours: number[] = [];
  const point = new Vector3();
  const normalMatrix = new Matrix3();
  group.traverse((node) => {
    const mesh = node as Mesh;
    if (!mesh.isMesh) return;
    const { position, normal } = mesh.geometry.attributes;
    const index = mesh.geometry.index;
    const colour: Color = (mesh.material as MeshStandardMaterial).color;
    normalMatrix.getNormalMatrix(mesh.matrixWorld);
    const corners = index ? index.count : position.count;
    for (let i = 0; i < corners; i++) {
      const v = index ? index.getX(i) : i;
      point.fromBufferAttribute(position, v).applyMatrix4(mesh.matrixWorld);
      positions.push(point.x, point.y, point.z);
      point.fromBufferAttribute(normal, v).applyMatrix3(normalMatrix).normalize();
      normals.push(point.x, point.y, point.z);
      if (i % 3 === 0) colours.push(colour.r, colour.g, colour.b);
    }
  });
  return {
    count: colours.length / 3,
    positions: Float32Array.from(positions),
    normals: Float32Array.from(normals),
    colours: Float32Array.from(colours),
  };
}
