/** The box around a triangle. */
export class TriangleBox {
  x0 = 0;
  y0 = 0;
  z0 = 0;
  x1 = 0;
  y1 = 0;
  z1 = 0;

  /** Lays it around vertices a, b and c of `positions`, `gap` off them. */
  around(p: Float32Array, a: number, b: number, c: number, gap: number): void {
    const [ax, ay, az] = [p[a * 3], p[a * 3 + 1], p[a * 3 + 2]];
    const [bx, by, bz] = [p[b * 3], p[b * 3 + 1], p[b * 3 + 2]];
    const [cx, cy, cz] = [p[c * 3], p[c * 3 + 1], p[c * 3 + 2]];
    this.x0 = Math.min(ax, bx, cx) - gap;
    this.y0 = Math.min(ay, by, cy) - gap;
    this.z0 = Math.min(az, bz, cz) - gap;
    this.x1 = Math.max(ax, bx, cx) + gap;
    this.y1 = Math.max(ay, by, cy) + gap;
    this.z1 = Math.max(az, bz, cz) + gap;
  }

  /** Widens it to vertex v. */
  include(p: Float32Array, v: number, gap: number): void {
    const [x, y, z] = [p[v * 3], p[v * 3 + 1], p[v * 3 + 2]];
    if (x - gap < this.x0) this.x0 = x - gap;
    if (y - gap < this.y0) this.y0 = y - gap;
    if (z - gap < this.z0) this.z0 = z - gap;
    if (x + gap > this.x1) this.x1 = x + gap;
    if (y + gap > this.y1) this.y1 = y + gap;
    if (z + gap > this.z1) this.z1 = z + gap;
  }

  /** Whether the triangle of three vertices lies beyond one of its sides. */
  misses(p: Float32Array, a: number, b: number, c: number): boolean {
    return (
      beyond(p[a * 3], p[b * 3], p[c * 3], this.x0, this.x1) ||
      beyond(p[a * 3 + 1], p[b * 3 + 1], p[c * 3 + 1], this.y0, this.y1) ||
      beyond(p[a * 3 + 2], p[b * 3 + 2], p[c * 3 + 2], this.z0, this.z1)
    );
  }
}

function beyond(a: number, b: number, c: number, low: number, high: number): boolean {
  return (a < low && b < low && c < low) || (a > high && b > high && c > high);
}
