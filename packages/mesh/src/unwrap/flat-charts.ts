import type { TriangleMesh } from '../triangle-mesh.ts';
import { areaOf, axesOf, type Charts, grow } from './charts.ts';
import { coveredCells } from './covered.ts';
import type { Faces } from './faces.ts';

/** A chart laid flat. */
export interface FlatChart {
  /** Its vertices' numbers in the mesh. */
  vertices: Uint32Array;
  /** `[faces, 3]`, places in `vertices`. */
  indices: Uint32Array;
  /** `[vertices, 2]`, world units. */
  points: Float32Array;
}

/** Cells along the edge of a square as large as the surface, in which is looked for overlaps. */
const CELLS = 400;
/** Faces lie over each other when they are this many cells apart along the axis. */
const LEAST_APART = 3;
/** Larger charts, as a share of the surface, are cut in two: a few large ones leave much of the atlas unused. */
const LARGEST = 0.15;
/** So many cells may be covered twice. */
const TOLERATED = 3;

/** Lays all charts flat; one whose parts would come to lie over each other is cut in two before. */
export function layFlat(
  mesh: TriangleMesh,
  faces: Faces,
  charts: Charts,
  onProgress: (progress: number) => void = () => {},
): FlatChart[] {
  const chartOf = charts.chartOf.slice();
  const members = Array.from({ length: charts.count }, () => [] as number[]);
  for (const [face, chart] of chartOf.entries()) members[chart].push(face);
  const cell = Math.sqrt(faces.areas.reduce((sum, area) => sum + area, 0)) / CELLS;
  const largest = LARGEST * areaOf(faces, faces.areas.keys());
  const flat: FlatChart[] = [];
  for (let chart = 0; chart < members.length; chart++) {
    const own = members[chart];
    if (own.length === 0) continue;
    const axis = axisOf(faces, own);
    const laid = project(mesh, own, axis);
    const apart = facesOver(faces, own, laid, axis, cell) ?? farEnds(faces, own, largest);
    if (!apart) {
      flat.push(laid);
      onProgress(chart / members.length);
      continue;
    }
    for (const face of own) chartOf[face] = -1;
    grow(faces, chartOf, apart, Float64Array.from([...axis, ...axis]), members.length, -1);
    const [first, second]: number[][] = [[], []];
    for (const face of own) (chartOf[face] === members.length + 1 ? second : first).push(face);
    members.push(first, second);
  }
  return flat;
}

function axisOf(faces: Faces, own: readonly number[]): Float64Array {
  const part = {
    ...faces,
    areas: Float32Array.from(own, (face) => faces.areas[face]),
    normals: Float32Array.from(own.flatMap((face) => [...faces.normals.subarray(face * 3, face * 3 + 3)])),
  };
  return axesOf(part, { chartOf: new Int32Array(own.length), count: 1 });
}

/** A parallel projection along an axis, onto two across it. */
function project(
  { positions, indices }: TriangleMesh,
  faces: readonly number[],
  axis: Float64Array,
): FlatChart {
  const [x, y, z] = axis;
  const long = Math.hypot(x, z);
  const [ux, uz] = long > 1e-6 ? [z / long, -x / long] : [1, 0];
  // Downwards, as pictures go, so that the chart is not mirrored.
  const [vx, vy, vz] = [-y * uz, x * uz - z * ux, y * ux];
  const numbers = new Map<number, number>();
  const corners = new Uint32Array(faces.length * 3);
  for (const [i, face] of faces.entries()) {
    for (let k = 0; k < 3; k++) {
      const vertex = indices[face * 3 + k];
      let number = numbers.get(vertex);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(vertex, number);
      }
      corners[i * 3 + k] = number;
    }
  }
  const vertices = Uint32Array.from(numbers.keys());
  const points = new Float32Array(vertices.length * 2);
  for (const [i, vertex] of vertices.entries()) {
    const [px, py, pz] = positions.subarray(vertex * 3, vertex * 3 + 3);
    points[i * 2] = px * ux + pz * uz;
    points[i * 2 + 1] = px * vx + py * vy + pz * vz;
  }
  return { vertices, indices: corners, points };
}

/** Two faces that lie over each other, those farthest apart; undefined when there are next to none. */
function facesOver(
  { middles }: Faces,
  own: readonly number[],
  { points, indices }: FlatChart,
  axis: Float64Array,
  cell: number,
): [number, number] | undefined {
  const [left, top, right, bottom] = boundsOf(points);
  const width = Math.ceil((right - left) / cell) + 1;
  const height = Math.ceil((bottom - top) / cell) + 1;
  const owner = new Int32Array(width * height).fill(-1);
  const depth = (face: number) =>
    middles[face * 3] * axis[0] + middles[face * 3 + 1] * axis[1] + middles[face * 3 + 2] * axis[2];
  const corners = new Float64Array(6);
  let [found, most]: [[number, number] | undefined, number] = [undefined, LEAST_APART * cell];
  let twice = 0;
  for (const [i, face] of own.entries()) {
    for (let k = 0; k < 3; k++) {
      corners[k * 2] = (points[indices[i * 3 + k] * 2] - left) / cell;
      corners[k * 2 + 1] = (points[indices[i * 3 + k] * 2 + 1] - top) / cell;
    }
    coveredCells(corners, width, height, (at) => {
      const other = owner[at];
      owner[at] = face;
      if (other < 0) return;
      const apart = Math.abs(depth(face) - depth(other));
      if (apart > LEAST_APART * cell) twice++;
      if (apart > most) [found, most] = [[other, face], apart];
    });
  }
  return twice > TOLERATED ? found : undefined;
}

/** Of a chart that is larger than that, the two faces at its ends; undefined of one that is not. */
function farEnds(faces: Faces, own: readonly number[], largest: number): [number, number] | undefined {
  if (areaOf(faces, own) <= largest) return undefined;
  const { middles } = faces;
  const farthestFrom = (from: number) => {
    let [farthest, most] = [from, 0];
    for (const face of own) {
      let square = 0;
      for (let k = 0; k < 3; k++) square += (middles[face * 3 + k] - middles[from * 3 + k]) ** 2;
      if (square > most) [farthest, most] = [face, square];
    }
    return farthest;
  };
  const end = farthestFrom(own[0]);
  return [end, farthestFrom(end)];
}

/** Least x and y, then greatest. */
export function boundsOf(points: Float32Array): [number, number, number, number] {
  const bounds: [number, number, number, number] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (let i = 0; i < points.length; i += 2) {
    bounds[0] = Math.min(bounds[0], points[i]);
    bounds[1] = Math.min(bounds[1], points[i + 1]);
    bounds[2] = Math.max(bounds[2], points[i]);
    bounds[3] = Math.max(bounds[3], points[i + 1]);
  }
  return bounds;
}
