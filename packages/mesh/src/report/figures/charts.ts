import type { ReadPart } from '../../read/read-model.ts';
import type { Figure } from '../figure.ts';
import { findEdges } from '../topology/edges.ts';
import { findPieces } from '../topology/pieces.ts';
import { renumber, weldRows } from '../topology/weld.ts';

/**
 * Pieces that the surface is cut into to be laid on its textures: triangles that share an edge both in space and
 * on the texture. Null where nothing is laid on a texture.
 */
export const charts: Figure<'charts', number | null> = {
  name: 'charts',
  title: 'charts',
  measure({ model }) {
    const meshes = model.objects
      .flatMap(({ parts }) => parts.map(({ mesh }) => mesh))
      .filter(({ uvs }) => uvs);
    if (meshes.length === 0) return null;
    return meshes.reduce((sum, mesh) => sum + chartsOf(mesh), 0);
  },
  say: (value) => (value === null ? 'no texture coordinates' : String(value)),
};

function chartsOf({ positions, uvs, indices }: ReadPart['mesh']): number {
  const vertices = positions.length / 3;
  const rows = new Float32Array(vertices * 5);
  for (let v = 0; v < vertices; v++) {
    for (let k = 0; k < 3; k++) rows[v * 5 + k] = positions[v * 3 + k];
    for (let k = 0; k < 2; k++) rows[v * 5 + 3 + k] = uvs![v * 2 + k];
  }
  return findPieces(findEdges(renumber(indices, weldRows(rows, 5).numbers))).count;
}
