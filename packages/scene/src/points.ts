/** An axis-aligned box. */
export interface Bounds {
  min: number[];
  max: number[];
}

/** The least box around points `[count, 3]`. */
export function boundsOf(points: Float32Array): Bounds {
  const min = [0, 1, 2].map(() => Number.POSITIVE_INFINITY);
  const max = [0, 1, 2].map(() => Number.NEGATIVE_INFINITY);
  points.forEach((value, i) => {
    min[i % 3] = Math.min(min[i % 3], value);
    max[i % 3] = Math.max(max[i % 3], value);
  });
  return { min, max };
}

/** Points `[count, 3]`, each at `scale` times itself plus `by`. */
export function transformed(points: Float32Array, scale: number, by: readonly number[]): Float32Array {
  return points.map((value, i) => scale * value + by[i % 3]);
}

/** What lies between a square of the ground and the sky above it. */
export interface Column {
  /** The square's middle. */
  x: number;
  z: number;
  bottom: number;
  top: number;
}

/** The columns over squares of edge `cell` that hold points `[count, 3]`, by the squares' numbers. */
export function columnsOf(points: Float32Array, cell: number): Map<string, Column> {
  const columns = new Map<string, Column>();
  for (let i = 0; i < points.length; i += 3) {
    const [x, z] = [Math.floor(points[i] / cell), Math.floor(points[i + 2] / cell)];
    const y = points[i + 1];
    const key = `${x},${z}`;
    const column = columns.get(key);
    if (!column) columns.set(key, { x: (x + 0.5) * cell, z: (z + 0.5) * cell, bottom: y, top: y });
    else {
      column.bottom = Math.min(column.bottom, y);
      column.top = Math.max(column.top, y);
    }
  }
  return columns;
}
