import { UserError } from '@modeseek/core';

/** How a list of vertices makes triangles: WebGL's numbers of them. */
const [TRIANGLES, STRIP, FAN] = [4, 5, 6];

/**
 * The triangles of a list of vertices, `[triangles, 3]`; null for points and lines.
 * @param list the vertices in order; all of them, one after the other, when absent
 */
export function cornersOf(
  list: ArrayLike<number> | null,
  vertices: number,
  mode = TRIANGLES,
): Uint32Array | null {
  const length = list ? list.length : vertices;
  const at = (i: number) => (list ? list[i] : i);
  if (mode === TRIANGLES) {
    const corners = new Uint32Array(length - (length % 3));
    for (let i = 0; i < corners.length; i++) corners[i] = at(i);
    return corners;
  }
  if (mode !== STRIP && mode !== FAN) return null;
  const corners = new Uint32Array(Math.max(0, length - 2) * 3);
  for (let t = 0; t < corners.length / 3; t++) {
    // Every other triangle of a strip is turned.
    const [first, second] = mode === FAN ? [0, t + 1] : t % 2 === 0 ? [t, t + 1] : [t + 1, t];
    corners[t * 3] = at(first);
    corners[t * 3 + 1] = at(second);
    corners[t * 3 + 2] = at(t + 2);
  }
  return corners;
}

/** @throws UserError for a corner that is no vertex */
export function checkCorners(corners: Uint32Array, vertices: number): void {
  for (let i = 0; i < corners.length; i++) {
    if (corners[i] >= vertices) throw new UserError('a triangle of it has a vertex that is not there');
  }
}
