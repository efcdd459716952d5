import type { TriangleMesh } from './triangle-mesh.ts';

/** The bodies of a mesh: sets of triangles that hang together. */
export interface Bodies {
  count: number;
  /** `[vertices]`: the body of each, from 0. */
  of: Uint32Array;
}

export function bodiesOf({ positions, indices }: TriangleMesh): Bodies {
  const parent = Uint32Array.from({ length: positions.length / 3 }, (_, v) => v);
  const root = (vertex: number) => {
    let v = vertex;
    while (parent[v] !== v) {
      parent[v] = parent[parent[v]];
      v = parent[v];
    }
    return v;
  };
  for (let t = 0; t < indices.length; t += 3) {
    parent[root(indices[t + 1])] = root(indices[t]);
    parent[root(indices[t + 2])] = root(indices[t]);
  }
  const numbers = new Map<number, number>();
  const of = Uint32Array.from(parent, (_, v) => {
    const r = root(v);
    const known = numbers.get(r);
    if (known !== undefined) return known;
    numbers.set(r, numbers.size);
    return numbers.size - 1;
  });
  return { count: numbers.size, of };
}

/** Volume of each body, negative for one that faces inwards. */
export function bodyVolumes({ positions: p, indices }: TriangleMesh, { count, of }: Bodies): Float64Array {
  const volumes = new Float64Array(count);
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [indices[t] * 3, indices[t + 1] * 3, indices[t + 2] * 3];
    volumes[of[indices[t]]] +=
      (p[a] * (p[b + 1] * p[c + 2] - p[b + 2] * p[c + 1]) +
        p[a + 1] * (p[b + 2] * p[c] - p[b] * p[c + 2]) +
        p[a + 2] * (p[b] * p[c + 1] - p[b + 1] * p[c])) /
      6;
  }
  return volumes;
}

/**
 * The triangles of a mesh without those of bodies that lie inside of others. Bodies must not meet.
 * @returns `indices` themselves when there are none
 */
export function withoutBuried(mesh: TriangleMesh): Uint32Array {
  const { positions, indices } = mesh;
  const bodies = bodiesOf(mesh);
  if (bodies.count < 2) return indices;
  const firstVertex = new Map<number, number>();
  for (const v of indices) if (!firstVertex.has(bodies.of[v])) firstVertex.set(bodies.of[v], v);
  const buried = new Set<number>();
  for (const [body, vertex] of firstVertex) {
    const around = turnsAround(mesh, bodies, positions.subarray(vertex * 3, vertex * 3 + 3));
    if (around.some((turns, other) => other !== body && turns > 0.5)) buried.add(body);
  }
  return buried.size === 0 ? indices : indices.filter((_, i) => !buried.has(bodies.of[indices[i - (i % 3)]]));
}

/** How often each body goes round a point: 1 inside, 0 outside (van Oosterom and Strackee 1983). */
function turnsAround(
  { positions, indices }: TriangleMesh,
  { count, of }: Bodies,
  point: Float32Array,
): Float64Array {
  const turns = new Float64Array(count);
  const corner = (v: number) => {
    const [x, y, z] = [0, 1, 2].map((c) => positions[v * 3 + c] - point[c]);
    return [x, y, z, Math.sqrt(x * x + y * y + z * z)];
  };
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [corner(indices[t]), corner(indices[t + 1]), corner(indices[t + 2])];
    const volume =
      a[0] * (b[1] * c[2] - b[2] * c[1]) +
      a[1] * (b[2] * c[0] - b[0] * c[2]) +
      a[2] * (b[0] * c[1] - b[1] * c[0]);
    const dot = (u: number[], v: number[]) => u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
    const lengths = a[3] * b[3] * c[3] + dot(a, b) * c[3] + dot(b, c) * a[3] + dot(c, a) * b[3];
    turns[of[indices[t]]] += Math.atan2(volume, lengths) / (2 * Math.PI);
  }
  return turns;
}
