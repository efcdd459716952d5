import type { TriangleMesh } from './triangle-mesh.ts';

/** What the tests ask of a mesh. */
export interface Topology {
  /** Every directed edge occurs once, and so does its reverse. */
  closed: boolean;
  /** The triangles around every vertex form one fan. */
  manifold: boolean;
  /** Vertices - edges + triangles. */
  euler: number;
  /** Signed: positive when the triangles face outwards. */
  volume: number;
}

export function topology({ positions, indices }: TriangleMesh): Topology {
  const directed = new Set<string>();
  const around = new Map<number, Map<number, number>>();
  let closed = true;
  let volume = 0;
  for (let t = 0; t < indices.length; t += 3) {
    const corners = [indices[t], indices[t + 1], indices[t + 2]];
    for (let k = 0; k < 3; k++) {
      const [a, b, c] = [corners[k], corners[(k + 1) % 3], corners[(k + 2) % 3]];
      if (a === b || directed.has(`${a} ${b}`)) closed = false;
      directed.add(`${a} ${b}`);
      if (!around.has(a)) around.set(a, new Map());
      around.get(a)?.set(b, c);
    }
    const [[ax, ay, az], [bx, by, bz], [cx, cy, cz]] = corners.map((v) =>
      positions.subarray(v * 3, v * 3 + 3),
    );
    volume += (ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)) / 6;
  }
  for (const edge of directed) if (!directed.has(edge.split(' ').reverse().join(' '))) closed = false;
  let manifold = closed;
  for (const fan of around.values()) {
    const start = fan.keys().next().value as number;
    let length = 1;
    for (let v = fan.get(start); v !== undefined && v !== start && length <= fan.size; v = fan.get(v))
      length++;
    if (length !== fan.size) manifold = false;
  }
  return { closed, manifold, euler: around.size - directed.size / 2 + indices.length / 3, volume };
}
