import type { Edges } from './edges.ts';
import { Groups } from './groups.ts';

/** Which fan each corner of each triangle is in: triangles around a vertex that hang together by its edges. */
export interface Fans {
  count: number;
  /** `[triangles, 3]`, from 0. */
  of: Uint32Array;
}

/** Finds the fans of a mesh. A vertex of a manifold has one; where two cones meet at their tips it has two. */
export function findFans(indices: Uint32Array, edges: Edges): Fans {
  const groups = new Groups(indices.length);
  /** 1 + the corner at which each edge began when it was first met. */
  const first = new Uint32Array(edges.count);
  const next = (h: number) => (h % 3 === 2 ? h - 2 : h + 1);
  for (let h = 0; h < indices.length; h++) {
    const edge = edges.of[h];
    if (first[edge] === 0) {
      first[edge] = h + 1;
      continue;
    }
    const other = first[edge] - 1;
    const same = indices[other] === indices[h];
    groups.join(h, same ? other : next(other));
    groups.join(next(h), same ? next(other) : other);
  }
  return groups.numbered();
}
