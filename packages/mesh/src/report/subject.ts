import { type Box, boxOf } from '../box.ts';
import type { ReadModel } from '../read/read-model.ts';
import type { TriangleMesh } from '../triangle-mesh.ts';
import { type Bodies, findBodies } from './topology/bodies.ts';
import { type Edges, findEdges } from './topology/edges.ts';
import { type Fans, findFans } from './topology/fans.ts';
import { bodiesInside } from './topology/inside.ts';
import { findPieces } from './topology/pieces.ts';
import { weld } from './topology/weld.ts';

/** A mesh that is looked at. What several figures need of it is found once, when the first asks. */
export class Subject {
  readonly #found = new Map<string, unknown>();

  constructor(readonly model: ReadModel) {}

  /**
   * Each object's triangles, those of all its parts, over vertices that are one where their positions are the
   * same. Triangles with a corner that is no finite number, or with the same corner twice, are left out.
   */
  get shells(): readonly TriangleMesh[] {
    return this.once('shells', () =>
      this.model.objects.map(({ parts }) => weld(finite(joined(parts.map(({ mesh }) => mesh))))),
    );
  }

  /** The shells as one mesh; objects share no vertices. */
  get shape(): TriangleMesh {
    return this.once('shape', () => joined(this.shells));
  }

  get edges(): Edges {
    return this.once('edges', () => findEdges(this.shape.indices));
  }

  get fans(): Fans {
    return this.once('fans', () => findFans(this.shape.indices, this.edges));
  }

  get bodies(): Bodies {
    return this.once('bodies', () => findBodies(this.shape, this.edges, this.fans, findPieces(this.edges)));
  }

  /** 1 for each body that is inside another. */
  get inside(): Uint8Array {
    return this.once('inside', () => bodiesInside(this.shape, this.bodies));
  }

  /** Around all triangles; null where there are none. */
  get box(): Box | null {
    return this.once('box', () => (this.shape.indices.length === 0 ? null : boxOf(this.shape.positions)));
  }

  private once<T>(name: string, find: () => T): T {
    if (!this.#found.has(name)) this.#found.set(name, find());
    return this.#found.get(name) as T;
  }
}

/** Meshes as one. */
export function joined(meshes: readonly TriangleMesh[]): TriangleMesh {
  if (meshes.length === 1) return meshes[0];
  const sum = (of: (mesh: TriangleMesh) => number) => meshes.reduce((all, mesh) => all + of(mesh), 0);
  const positions = new Float32Array(sum((mesh) => mesh.positions.length));
  const indices = new Uint32Array(sum((mesh) => mesh.indices.length));
  let [vertex, corner] = [0, 0];
  for (const mesh of meshes) {
    positions.set(mesh.positions, vertex * 3);
    for (let i = 0; i < mesh.indices.length; i++) indices[corner + i] = mesh.indices[i] + vertex;
    vertex += mesh.positions.length / 3;
    corner += mesh.indices.length;
  }
  return { positions, indices };
}

/** Without the triangles that have a corner which is no finite number. */
function finite(mesh: TriangleMesh): TriangleMesh {
  const { positions, indices } = mesh;
  if (positions.every(Number.isFinite)) return mesh;
  const isPoint = (v: number) =>
    Number.isFinite(positions[v * 3] + positions[v * 3 + 1] + positions[v * 3 + 2]);
  return {
    positions,
    indices: indices.filter((_, i) => {
      const first = i - (i % 3);
      return isPoint(indices[first]) && isPoint(indices[first + 1]) && isPoint(indices[first + 2]);
    }),
  };
}
