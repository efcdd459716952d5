import { faultCount } from '../figure.ts';

/**
 * Vertices in which surfaces touch that no edge joins: their triangles make several fans. Those on non-manifold
 * edges are left out, which are counted themselves.
 */
export const nonManifoldVertices = faultCount(
  'nonManifoldVertices',
  'non-manifold vertices',
  ({ shape: { positions, indices }, edges, fans }) => {
    const vertices = positions.length / 3;
    const onBadEdge = new Uint8Array(vertices);
    /** 1 + a fan of each vertex. */
    const first = new Uint32Array(vertices);
    const several = new Uint8Array(vertices);
    for (let h = 0; h < indices.length; h++) {
      const vertex = indices[h];
      const edge = edges.of[h];
      if (edges.forward[edge] + edges.backward[edge] > 2) {
        onBadEdge[vertex] = 1;
        onBadEdge[indices[h % 3 === 2 ? h - 2 : h + 1]] = 1;
      }
      if (first[vertex] === 0) first[vertex] = fans.of[h] + 1;
      else if (first[vertex] !== fans.of[h] + 1) several[vertex] = 1;
    }
    let count = 0;
    for (let v = 0; v < vertices; v++) if (several[v] && !onBadEdge[v]) count++;
    return count;
  },
);
