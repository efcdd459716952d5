import type { FieldQuery } from '@modeseek/core';

/** The most points that one call of a query gets. */
export const MAX_QUERY_POINTS = 65_536;

/**
 * Queries `count` points, chunk by chunk.
 * @param place writes point `i` to `out[at .. at + 2]`
 * @param take receives point `i`'s density, and its colour at `colour[at .. at + 2]`; a density that is not
 *   finite arrives as 0
 * @param onChunk told how many points are done after each chunk
 * @returns how many densities were not finite
 */
export async function queryEach(
  query: FieldQuery,
  count: number,
  place: (i: number, out: Float32Array, at: number) => void,
  take: (i: number, density: number, colour: Float32Array, at: number) => void,
  onChunk: (done: number) => void = () => {},
): Promise<number> {
  const points = new Float32Array(Math.min(count, MAX_QUERY_POINTS) * 3);
  let nonFinite = 0;
  for (let begin = 0; begin < count; begin += MAX_QUERY_POINTS) {
    const size = Math.min(MAX_QUERY_POINTS, count - begin);
    for (let j = 0; j < size; j++) place(begin + j, points, j * 3);
    const { density, colour } = await query(points, size);
    if (density.length < size || colour.length < size * 3) {
      throw new Error(`the query returned ${density.length} densities for ${size} points`);
    }
    for (let j = 0; j < size; j++) {
      const finite = Number.isFinite(density[j]);
      if (!finite) nonFinite++;
      take(begin + j, finite ? density[j] : 0, colour, j * 3);
    }
    onChunk(begin + size);
  }
  return nonFinite;
}
