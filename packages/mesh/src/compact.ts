/**
 * Renumbers vertices in the order in which triangles use them; those that none uses are left out.
 * @returns the triangles, and which vertex each was
 */
export function compact(
  indices: ArrayLike<number>,
  vertices: number,
): { indices: Uint32Array; kept: Uint32Array } {
  const numbers = new Int32Array(vertices).fill(-1);
  const kept = new Uint32Array(vertices);
  let count = 0;
  const renumbered = Uint32Array.from(indices, (v) => {
    if (numbers[v] < 0) {
      kept[count] = v;
      numbers[v] = count++;
    }
    return numbers[v];
  });
  return { indices: renumbered, kept: kept.slice(0, count) };
}

/** Of values `[vertices, 3]` those of some vertices. */
export function gather(values: Float32Array, vertices: Uint32Array): Float32Array {
  const out = new Float32Array(vertices.length * 3);
  for (let i = 0; i < vertices.length; i++) {
    for (let c = 0; c < 3; c++) out[i * 3 + c] = values[vertices[i] * 3 + c];
  }
  return out;
}
