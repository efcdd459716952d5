import type { Triangles } from '@modeseek/objects';

/**
 * Where a solid that closed triangles bound is, over each square of the ground of a given edge: by the
 * square's numbers along x and z, "i,k", the bottom and top of each span, from below. What is bounded twice
 * is solid.
 */
export function verticalSpans(
  { count, positions }: Pick<Triangles, 'count' | 'positions'>,
  cell: number,
): Map<string, number[]> {
  const crossings = new Map<string, { y: number; up: boolean }[]>();
  for (let t = 0; t < count; t++) {
    const [ax, ay, az, bx, by, bz, cx, cy, cz] = positions.subarray(t * 9, t * 9 + 9);
    // Twice the area of what it covers of the ground; positive where it faces down.
    const area = (bx - ax) * (cz - az) - (cx - ax) * (bz - az);
    if (area === 0) continue;
    const range = (p: number, q: number, r: number) => [
      Math.ceil(Math.min(p, q, r) / cell - 0.5),
      Math.floor(Math.max(p, q, r) / cell - 0.5),
    ];
    const [[i0, i1], [k0, k1]] = [range(ax, bx, cx), range(az, bz, cz)];
    for (let k = k0; k <= k1; k++) {
      for (let i = i0; i <= i1; i++) {
        const [x, z] = [(i + 0.5) * cell, (k + 0.5) * cell];
        const u = ((x - ax) * (cz - az) - (cx - ax) * (z - az)) / area;
        const v = ((bx - ax) * (z - az) - (x - ax) * (bz - az)) / area;
        if (u < 0 || v < 0 || u + v > 1) continue;
        const key = `${i},${k}`;
        const list = crossings.get(key) ?? [];
        list.push({ y: ay + u * (by - ay) + v * (cy - ay), up: area < 0 });
        crossings.set(key, list);
      }
    }
  }
  const spans = new Map<string, number[]>();
  for (const [key, list] of crossings) {
    const found: number[] = [];
    let depth = 0;
    for (const { y, up } of list.sort((a, b) => a.y - b.y)) {
      const before = depth;
      depth += up ? -1 : 1;
      if ((before === 0 && depth === 1) || (before === 1 && depth === 0)) found.push(y);
    }
    if (found.length > 0 && found.length % 2 === 0) spans.set(key, found);
  }
  return spans;
}
