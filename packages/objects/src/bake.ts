import type { Triangles } from './triangles.ts';

/** A triangle soup with a colour at every corner: `[count, 3, 3]` each. */
export interface ColouredSoup {
  count: number;
  positions: Float32Array;
  normals: Float32Array;
  colours: Float32Array;
}

/**
 * Bakes paints into vertex colours, for files that know no procedures: painted triangles are cut at their
 * longest edge until none is longer than `edge`; flat ones stay whole. Triangles without normals, which have
 * no area, are left out.
 */
export function bakeColours(triangles: Triangles, edge = 0.04): ColouredSoup {
  const { count, positions, normals, colours, paint, paints } = triangles;
  const out = { positions: [] as number[], normals: [] as number[], colours: [] as number[] };
  const rgb = new Float32Array(3);
  for (let t = 0; t < count; t++) {
    const corners = [0, 1, 2].map((k) => {
      const p = t * 9 + k * 3;
      return [...positions.subarray(p, p + 3), ...normals.subarray(p, p + 3)];
    });
    if (corners.some(([, , , ...normal]) => Math.hypot(...normal) < 0.5)) continue;
    const pieces = paint[t] > 0 ? cut(corners, edge) : corners;
    for (const [x, y, z, ...normal] of pieces) {
      const length = Math.hypot(...normal);
      const [nx, ny, nz] = normal.map((n) => n / length);
      rgb.set(colours.subarray(t * 3, t * 3 + 3));
      if (paint[t] > 0) paints[paint[t] - 1](x, y, z, nx, ny, nz, rgb);
      out.positions.push(x, y, z);
      out.normals.push(nx, ny, nz);
      out.colours.push(...rgb);
    }
  }
  return {
    count: out.positions.length / 9,
    positions: Float32Array.from(out.positions),
    normals: Float32Array.from(out.normals),
    colours: Float32Array.from(out.colours),
  };
}

/** Corners, three a triangle, of the pieces of a triangle. */
function cut(corners: number[][], edge: number): number[][] {
  const lengths = [0, 1, 2].map((k) => {
    const [a, b] = [corners[k], corners[(k + 1) % 3]];
    return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
  });
  const longest = lengths.indexOf(Math.max(...lengths));
  if (lengths[longest] <= edge) return corners;
  const [a, b, c] = [0, 1, 2].map((k) => corners[(longest + k) % 3]);
  const middle = a.map((value, k) => (value + b[k]) / 2);
  return [...cut([a, middle, c], edge), ...cut([middle, b, c], edge)];
}
