/**
 * What of an object's cube [-1, 1]^3 is inside of it: samples above `level`, `size` of them along each axis,
 * x fastest: `density[(z * size + y) * size + x]`.
 */
export interface Shape {
  density: Float32Array;
  size: number;
  /** Distance of neighbouring samples. */
  spacing: number;
  level: number;
}

/** Numbers of the first and the last sample along each axis that are inside; null where none is. */
export function insideOf({ density, size, level }: Shape): { first: number[]; last: number[] } | null {
  const first = [size, size, size];
  const last = [-1, -1, -1];
  for (let i = 0; i < density.length; i++) {
    if (!(density[i] > level)) continue;
    const at = [i % size, Math.floor(i / size) % size, Math.floor(i / (size * size))];
    for (let axis = 0; axis < 3; axis++) {
      first[axis] = Math.min(first[axis], at[axis]);
      last[axis] = Math.max(last[axis], at[axis]);
    }
  }
  return last[0] < 0 ? null : { first, last };
}

/** The longest edge of the box around a shape. */
export function longestEdge(shape: Shape): number {
  const inside = insideOf(shape);
  if (!inside) return 0;
  return Math.max(...inside.last.map((last, axis) => last - inside.first[axis] + 1)) * shape.spacing;
}
