import type { Edges } from './edges.ts';
import { Groups } from './groups.ts';

/** Which piece each triangle belongs to. */
export interface Pieces {
  count: number;
  /** Of each triangle, from 0. */
  of: Uint32Array;
}

/** What hangs together: triangles that share an edge, and those that share one with them. */
export function findPieces({ of, count }: Edges): Pieces {
  const groups = new Groups(of.length / 3);
  /** 1 + a triangle of each edge. */
  const first = new Uint32Array(count);
  for (let h = 0; h < of.length; h++) {
    const triangle = Math.floor(h / 3);
    if (first[of[h]] === 0) first[of[h]] = triangle + 1;
    else groups.join(triangle, first[of[h]] - 1);
  }
  return groups.numbered();
}
