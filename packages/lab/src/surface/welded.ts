import type { Triangles } from '@modeseek/objects';

/** Triangles over vertices that are one where their positions are the same. */
export interface Welded {
  /** `[vertices, 3]` */
  positions: Float32Array;
  /** `[faces, 3]` */
  faces: Uint32Array;
}

/**
 * A soup, or a mesh cut along the seams of its texture, with its vertices merged by position. Faces that are
 * lines or points are left out.
 */
export function weld({ count, positions }: Pick<Triangles, 'count' | 'positions'>): Welded {
  const numbers = new Map<string, number>();
  const vertices: number[] = [];
  const faces: number[] = [];
  for (let t = 0; t < count; t++) {
    const corners = [0, 1, 2].map((k) => {
      const at = positions.subarray(t * 9 + k * 3, t * 9 + k * 3 + 3);
      const key = at.join(' ');
      let number = numbers.get(key);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(key, number);
        vertices.push(...at);
      }
      return number;
    });
    if (new Set(corners).size === 3) faces.push(...corners);
  }
  return { positions: Float32Array.from(vertices), faces: Uint32Array.from(faces) };
}

/** What holds together. */
export interface Topology {
  /** Pieces that no edge joins. */
  bodies: number;
  /** Handles of all of them together: bodies - Euler characteristic / 2. */
  genus: number;
  /** Edges with other than two faces. */
  openEdges: number;
}

/** Counts bodies and handles by Euler's formula, vertices - edges + faces = 2 (bodies - genus). */
export function topologyOf({ positions, faces }: Welded): Topology {
  const vertices = positions.length / 3;
  const parent = Uint32Array.from({ length: vertices }, (_, i) => i);
  const root = (v: number) => {
    let r = v;
    while (parent[r] !== r) r = parent[r];
    while (parent[v] !== r) [v, parent[v]] = [parent[v], r];
    return r;
  };
  const edges = new Map<number, number>();
  for (let f = 0; f < faces.length; f += 3) {
    for (let k = 0; k < 3; k++) {
      const [a, b] = [faces[f + k], faces[f + ((k + 1) % 3)]];
      const key = Math.min(a, b) * vertices + Math.max(a, b);
      edges.set(key, (edges.get(key) ?? 0) + 1);
      parent[root(a)] = root(b);
    }
  }
  const used = new Set(faces);
  const bodies = new Set([...used].map(root)).size;
  const euler = used.size - edges.size + faces.length / 3;
  const openEdges = [...edges.values()].filter((count) => count !== 2).length;
  return { bodies, genus: bodies - euler / 2, openEdges };
}

/** Unit normals of the faces `[faces, 3]`, counter-clockwise; zero where a face has no area. */
export function faceNormals({ positions, faces }: Welded): Float32Array {
  const normals = new Float32Array(faces.length);
  for (let f = 0; f < faces.length; f += 3) {
    const [a, b, c] = [faces[f] * 3, faces[f + 1] * 3, faces[f + 2] * 3];
    const edge = (to: number, axis: number) => positions[to + axis] - positions[a + axis];
    const x = edge(b, 1) * edge(c, 2) - edge(b, 2) * edge(c, 1);
    const y = edge(b, 2) * edge(c, 0) - edge(b, 0) * edge(c, 2);
    const z = edge(b, 0) * edge(c, 1) - edge(b, 1) * edge(c, 0);
    const length = Math.sqrt(x * x + y * y + z * z) || 1;
    normals.set([x / length, y / length, z / length], f);
  }
  return normals;
}

/**
 * Roughness: the median angle between the normals of faces that share an edge, in degrees. Depends on the
 * size of faces: compare at equal counts.
 */
export function medianBend(mesh: Welded): number {
  const normals = faceNormals(mesh);
  const { faces } = mesh;
  const vertices = mesh.positions.length / 3;
  const first = new Map<number, number>();
  const angles: number[] = [];
  for (let f = 0; f < faces.length; f += 3) {
    for (let k = 0; k < 3; k++) {
      const [a, b] = [faces[f + k], faces[f + ((k + 1) % 3)]];
      const key = Math.min(a, b) * vertices + Math.max(a, b);
      const other = first.get(key);
      if (other === undefined) {
        first.set(key, f);
        continue;
      }
      const cosine =
        normals[f] * normals[other] +
        normals[f + 1] * normals[other + 1] +
        normals[f + 2] * normals[other + 2];
      angles.push((Math.acos(Math.min(1, Math.max(-1, cosine))) * 180) / Math.PI);
    }
  }
  return angles.sort((x, y) => x - y)[angles.length >> 1] ?? 0;
}
