/** The edges of a mesh, each once. */
export interface Edges {
  count: number;
  /** `[triangles, 3]`: the edge from each corner to the next. */
  of: Uint32Array;
  /** How many triangles pass each from its lower vertex to its higher, */
  forward: Uint32Array;
  /** and how many the other way. */
  backward: Uint32Array;
}

/**
 * Finds the edges of triangles: a table of hashes with open addressing.
 * @param indices `[triangles, 3]`, no corner twice in one
 */
export function findEdges(indices: Uint32Array): Edges {
  let size = 16;
  while (size < 2 * indices.length) size *= 2;
  /** 1 + the number of the edge that is there. */
  const table = new Uint32Array(size);
  const of = new Uint32Array(indices.length);
  const lows = new Uint32Array(indices.length);
  const highs = new Uint32Array(indices.length);
  const forward = new Uint32Array(indices.length);
  const backward = new Uint32Array(indices.length);
  let count = 0;
  for (let h = 0; h < indices.length; h++) {
    const from = indices[h];
    const to = indices[h % 3 === 2 ? h - 2 : h + 1];
    const low = Math.min(from, to);
    const high = Math.max(from, to);
    const hash = Math.imul(Math.imul(low, 0x9e3779b1) ^ high, 0x85ebca6b);
    let slot = (hash ^ (hash >>> 15)) & (size - 1);
    while (table[slot] !== 0 && (lows[table[slot] - 1] !== low || highs[table[slot] - 1] !== high)) {
      slot = (slot + 1) & (size - 1);
    }
    if (table[slot] === 0) {
      lows[count] = low;
      highs[count] = high;
      table[slot] = ++count;
    }
    const edge = table[slot] - 1;
    of[h] = edge;
    if (from === low) forward[edge]++;
    else backward[edge]++;
  }
  return { count, of, forward: forward.slice(0, count), backward: backward.slice(0, count) };
}

/** How many edges are of a kind, told by how many triangles pass them forward and backward. */
export function countEdges(
  { count, forward, backward }: Edges,
  isOf: (forward: number, backward: number) => boolean,
): number {
  let found = 0;
  for (let e = 0; e < count; e++) if (isOf(forward[e], backward[e])) found++;
  return found;
}
