/**
 * How near two triangles come to each other elsewhere than at the corners that they share. Double precision
 * over coordinates of single precision: what is left of rounding is 1e-15 of the coordinates, so a gap of 1e-9
 * of them or more is safely told from none.
 */

/** Coordinates of the corners of the pair at hand: a0, a1, a2, b0, b1, b2, shared ones first. */
const corners = new Float64Array(18);

/**
 * Whether triangles (a0, a1, a2) and (b0, b1, b2), given as vertices of `positions`, come nearer than `gap`
 * elsewhere than at what they share; for two that share an edge: whether one lies folded upon the other. Two
 * with the same three vertices do, and one of no area beside whatever shares an edge with it.
 * @param gap world units, above 0
 */
export function comeNear(
  positions: Float32Array,
  a0: number,
  a1: number,
  a2: number,
  b0: number,
  b1: number,
  b2: number,
  gap: number,
): boolean {
  const has0 = a0 === b0 || a0 === b1 || a0 === b2;
  const has1 = a1 === b0 || a1 === b1 || a1 === b2;
  const has2 = a2 === b0 || a2 === b1 || a2 === b2;
  const shared = Number(has0) + Number(has1) + Number(has2);
  if (shared === 0) {
    load(positions, a0, a1, a2, b0, b1, b2);
    return !apart(gap) && distanceOfTriangles() < gap * gap;
  }
  if (shared === 1) {
    // Turned such that the shared vertex comes first.
    const [v, a, c] = has0 ? [a0, a1, a2] : has1 ? [a1, a2, a0] : [a2, a0, a1];
    const [b, d] = b0 === v ? [b1, b2] : b1 === v ? [b2, b0] : [b0, b1];
    load(positions, v, a, c, v, b, d);
    // What leaves the shared vertex inside of both leaves one of them through the edge that is opposite.
    return (
      !fanApart(gap) &&
      (segmentToTriangle(3, 6, 9, 12, 15) < gap * gap || segmentToTriangle(12, 15, 0, 3, 6) < gap * gap)
    );
  }
  if (shared === 2) {
    const [u, v, a] = !has2 ? [a0, a1, a2] : !has1 ? [a2, a0, a1] : [a1, a2, a0];
    const b = b0 !== u && b0 !== v ? b0 : b1 !== u && b1 !== v ? b1 : b2;
    load(positions, u, v, a, u, v, b);
    return folded(gap);
  }
  return true;
}

function load(p: Float32Array, a: number, b: number, c: number, d: number, e: number, f: number): void {
  set(p, 0, a);
  set(p, 3, b);
  set(p, 6, c);
  set(p, 9, d);
  set(p, 12, e);
  set(p, 15, f);
}

function set(p: Float32Array, at: number, vertex: number): void {
  corners[at] = p[vertex * 3];
  corners[at + 1] = p[vertex * 3 + 1];
  corners[at + 2] = p[vertex * 3 + 2];
}

/** Whether a side of a triangle, or a wall that stands on one of its edges, has the two on its two sides. */
function apart(gap: number): boolean {
  return apartBySidesOf(0, 9, gap) || apartBySidesOf(9, 0, gap);
}

function apartBySidesOf(s: number, o: number, gap: number): boolean {
  const c = corners;
  const [ux, uy, uz] = [c[s + 3] - c[s], c[s + 4] - c[s + 1], c[s + 5] - c[s + 2]];
  const [vx, vy, vz] = [c[s + 6] - c[s], c[s + 7] - c[s + 1], c[s + 8] - c[s + 2]];
  const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
  if (beyond(s, o, nx, ny, nz, gap) || beyond(s, o, -nx, -ny, -nz, gap)) return true;
  for (let k = 0; k < 9; k += 3) {
    const at = s + k;
    const to = s + ((k + 3) % 9);
    const [ex, ey, ez] = [c[to] - c[at], c[to + 1] - c[at + 1], c[to + 2] - c[at + 2]];
    if (beyond(at, o, ey * nz - ez * ny, ez * nx - ex * nz, ex * ny - ey * nx, gap)) return true;
  }
  return false;
}

/** Whether the triangle at `o` lies farther than `gap` from the point at `s` along a direction of any length. */
function beyond(s: number, o: number, x: number, y: number, z: number, gap: number): boolean {
  const c = corners;
  const from = x * c[s] + y * c[s + 1] + z * c[s + 2];
  const least = Math.min(
    x * c[o] + y * c[o + 1] + z * c[o + 2],
    x * c[o + 3] + y * c[o + 4] + z * c[o + 5],
    x * c[o + 6] + y * c[o + 7] + z * c[o + 8],
  );
  const far = least - from;
  return far > 0 && far * far > gap * gap * (x * x + y * y + z * z);
}

/** Whether the plane through the vertex that two share, between their middles, has them on its two sides. */
function fanApart(gap: number): boolean {
  const c = corners;
  const [ax, ay, az] = [c[3] + c[6] - 2 * c[0], c[4] + c[7] - 2 * c[1], c[5] + c[8] - 2 * c[2]];
  const [bx, by, bz] = [c[12] + c[15] - 2 * c[0], c[13] + c[16] - 2 * c[1], c[14] + c[17] - 2 * c[2]];
  const la = 1 / Math.sqrt(ax * ax + ay * ay + az * az);
  const lb = 1 / Math.sqrt(bx * bx + by * by + bz * bz);
  const [x, y, z] = [ax * la - bx * lb, ay * la - by * lb, az * la - bz * lb];
  const far = gap * Math.sqrt(x * x + y * y + z * z);
  const from = x * c[0] + y * c[1] + z * c[2];
  return (
    x * c[3] + y * c[4] + z * c[5] - from > far &&
    x * c[6] + y * c[7] + z * c[8] - from > far &&
    from - (x * c[12] + y * c[13] + z * c[14]) > far &&
    from - (x * c[15] + y * c[16] + z * c[17]) > far
  );
}

/**
 * Of two that share the edge from the first corner to the second: whether the lower tip is nearer than `gap`
 * to the other's half-plane.
 */
function folded(gap: number): boolean {
  const c = corners;
  const [ex, ey, ez] = [c[3] - c[0], c[4] - c[1], c[5] - c[2]];
  const [px, py, pz] = [c[6] - c[0], c[7] - c[1], c[8] - c[2]];
  const [qx, qy, qz] = [c[15] - c[0], c[16] - c[1], c[17] - c[2]];
  // Normals; their lengths are the edge's times the heights, their angle is that of the half-planes.
  const [mx, my, mz] = [ey * pz - ez * py, ez * px - ex * pz, ex * py - ey * px];
  const [nx, ny, nz] = [ey * qz - ez * qy, ez * qx - ex * qz, ex * qy - ey * qx];
  const edge = Math.sqrt(ex * ex + ey * ey + ez * ez);
  const m = Math.sqrt(mx * mx + my * my + mz * mz);
  const n = Math.sqrt(nx * nx + ny * ny + nz * nz);
  if (Math.min(m, n) < gap * edge) return true;
  if (mx * nx + my * ny + mz * nz <= 0) return false;
  const [sx, sy, sz] = [my * nz - mz * ny, mz * nx - mx * nz, mx * ny - my * nx];
  // |m x n| / max(|m|, |n|) / edge is the lower height times the sine of the angle.
  return Math.sqrt(sx * sx + sy * sy + sz * sz) < gap * edge * Math.max(m, n);
}

/** Squared; 0 when they cross. */
function distanceOfTriangles(): number {
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k < 9 && least > 0; k += 3) {
    const next = (k + 3) % 9;
    least = Math.min(
      least,
      segmentToTriangle(k, next, 9, 12, 15),
      segmentToTriangle(9 + k, 9 + next, 0, 3, 6),
    );
  }
  return least;
}

/** Squared distance of the segment (p, q) from the triangle (a, b, c); 0 when it goes through. */
function segmentToTriangle(p: number, q: number, a: number, b: number, c: number): number {
  if (pierces(p, q, a, b, c)) return 0;
  return Math.min(
    segmentToSegment(p, q, a, b),
    segmentToSegment(p, q, b, c),
    segmentToSegment(p, q, c, a),
    pointToFace(p, a, b, c),
    pointToFace(q, a, b, c),
  );
}

/**
 * On which side of a corner the triangle of three others is turned to it: 1 or -1; 0 where rounding might
 * decide (Shewchuk 1997, the first bound).
 */
function side(p: number, a: number, b: number, d: number): number {
  const c = corners;
  const [px, py, pz] = [c[p], c[p + 1], c[p + 2]];
  const [ax, ay, az] = [c[a] - px, c[a + 1] - py, c[a + 2] - pz];
  const [bx, by, bz] = [c[b] - px, c[b + 1] - py, c[b + 2] - pz];
  const [dx, dy, dz] = [c[d] - px, c[d + 1] - py, c[d + 2] - pz];
  const volume = ax * (by * dz - bz * dy) + ay * (bz * dx - bx * dz) + az * (bx * dy - by * dx);
  const terms =
    Math.abs(ax) * (Math.abs(by * dz) + Math.abs(bz * dy)) +
    Math.abs(ay) * (Math.abs(bz * dx) + Math.abs(bx * dz)) +
    Math.abs(az) * (Math.abs(bx * dy) + Math.abs(by * dx));
  return Math.abs(volume) > 8e-16 * terms ? Math.sign(volume) : 0;
}

/** Where rounding might decide, an end or an edge is no distance off, which is measured apart. */
function pierces(p: number, q: number, a: number, b: number, c: number): boolean {
  if (side(p, a, b, c) * side(q, a, b, c) >= 0) return false;
  const [x, y, z] = [side(p, q, a, b), side(p, q, b, c), side(p, q, c, a)];
  return Math.min(x, y, z) * Math.max(x, y, z) >= 0;
}

/** Squared distance of segments (p, q) and (a, b) (Ericson 2005, 5.1.9). */
function segmentToSegment(p: number, q: number, a: number, b: number): number {
  const c = corners;
  const [ux, uy, uz] = [c[q] - c[p], c[q + 1] - c[p + 1], c[q + 2] - c[p + 2]];
  const [vx, vy, vz] = [c[b] - c[a], c[b + 1] - c[a + 1], c[b + 2] - c[a + 2]];
  const [wx, wy, wz] = [c[p] - c[a], c[p + 1] - c[a + 1], c[p + 2] - c[a + 2]];
  const uu = ux * ux + uy * uy + uz * uz;
  const vv = vx * vx + vy * vy + vz * vz;
  const uv = ux * vx + uy * vy + uz * vz;
  const uw = ux * wx + uy * wy + uz * wz;
  const vw = vx * wx + vy * wy + vz * wz;
  const parallel = uu * vv - uv * uv;
  let s = parallel > 0 ? clamp((uv * vw - uw * vv) / parallel) : 0;
  const t = clamp(vv > 0 ? (uv * s + vw) / vv : 0);
  s = clamp(uu > 0 ? (uv * t - uw) / uu : 0);
  const [x, y, z] = [wx + s * ux - t * vx, wy + s * uy - t * vy, wz + s * uz - t * vz];
  return x * x + y * y + z * z;
}

function clamp(share: number): number {
  return share > 0 ? (share < 1 ? share : 1) : 0;
}

/** Squared distance of a point from a triangle's plane where its foot is inside, otherwise infinity: edges are measured apart. */
function pointToFace(p: number, a: number, b: number, d: number): number {
  const c = corners;
  const [ux, uy, uz] = [c[b] - c[a], c[b + 1] - c[a + 1], c[b + 2] - c[a + 2]];
  const [vx, vy, vz] = [c[d] - c[a], c[d + 1] - c[a + 1], c[d + 2] - c[a + 2]];
  const [wx, wy, wz] = [c[p] - c[a], c[p + 1] - c[a + 1], c[p + 2] - c[a + 2]];
  const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
  const square = nx * nx + ny * ny + nz * nz;
  // Barycentric coordinates of the foot, times `square`.
  const s = (wy * vz - wz * vy) * nx + (wz * vx - wx * vz) * ny + (wx * vy - wy * vx) * nz;
  const t = (uy * wz - uz * wy) * nx + (uz * wx - ux * wz) * ny + (ux * wy - uy * wx) * nz;
  if (!(square > 0) || s < 0 || t < 0 || s + t > square) return Number.POSITIVE_INFINITY;
  const height = wx * nx + wy * ny + wz * nz;
  return (height * height) / square;
}
