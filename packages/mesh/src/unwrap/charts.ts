import type { Faces } from './faces.ts';
import { Front } from './front.ts';

/** Cuts of a surface: of each face, the number of the chart that it belongs to; from 0, -1 for none yet. */
export interface Charts {
  count: number;
  chartOf: Int32Array;
}

/**
 * A chart is laid flat by looking at it along its axis. Its faces look that way by at least this much (a cosine:
 * 70 degrees), so that all are seen from the front, none at less than a third of its width.
 */
export const LEAST_FACING = 0.35;

/**
 * What distance alone costs, beside what it costs to go where faces look elsewhere: less makes charts that are
 * flatter but less round.
 */
const DISTANCE_COST = 0.3;

/** Rounds in which charts settle once they cover everything, and the most rounds of all. */
const SETTLING_ROUNDS = 4;
const MAX_ROUNDS = 40;

/** Pieces of no more than this share of the surface get no seed of their own. */
export const CRUMB = 2e-4;

/**
 * Cuts a surface into few charts, each of which is seen whole from one side (Sander et al. 2003, "Multi-Chart
 * Geometry Images", section 3): charts grow from seeds, the cheapest way first, over faces that look as they do;
 * what no chart may have gets a seed of its own; then axes become the mean of what their charts have, seeds move to
 * the middle, and all charts grow anew, until nothing is left but crumbs.
 */
export function growCharts(faces: Faces, onProgress: (progress: number) => void = () => {}): Charts {
  const crumb = CRUMB * areaOf(faces, faces.areas.keys());
  const charts: Charts = { count: 0, chartOf: new Int32Array(faces.count).fill(-1) };
  for (let round = 0, settled = 0; round < MAX_ROUNDS && settled < SETTLING_ROUNDS; round++) {
    const known = charts.count;
    for (const piece of piecesOf(faces, charts.chartOf, -1)) {
      if (areaOf(faces, piece) <= crumb) continue;
      for (const face of piece) charts.chartOf[face] = charts.count;
      charts.count++;
    }
    if (charts.count === known) settled++;
    const seeds = middleFaces(faces, charts);
    const axes = axesOf(faces, charts);
    for (let chart = known; chart < charts.count; chart++) {
      axes.set(faces.normals.subarray(seeds[chart] * 3, seeds[chart] * 3 + 3), chart * 3);
    }
    charts.chartOf.fill(-1);
    grow(faces, charts.chartOf, seeds, axes);
    onProgress(Math.max((round + 1) / MAX_ROUNDS, settled / SETTLING_ROUNDS));
  }
  return charts;
}

/**
 * Lets charts grow over the faces that have none.
 * @param seeds a face of each chart
 * @param axes unit `[charts, 3]`
 * @param first number of the first chart
 * @param leastFacing how much faces must look along the axis
 */
export function grow(
  { normals, middles, neighbours }: Faces,
  chartOf: Int32Array,
  seeds: readonly number[],
  axes: Float64Array,
  first = 0,
  leastFacing = LEAST_FACING,
): void {
  const front = new Front();
  for (const [chart, seed] of seeds.entries()) front.add(0, seed, chart);
  while (front.take()) {
    const { face, chart, cost } = front;
    if (chartOf[face] >= 0) continue;
    chartOf[face] = first + chart;
    const [x, y, z] = [axes[chart * 3], axes[chart * 3 + 1], axes[chart * 3 + 2]];
    for (let k = 0; k < 3; k++) {
      const next = neighbours[face * 3 + k];
      if (next < 0 || chartOf[next] >= 0) continue;
      const facing = normals[next * 3] * x + normals[next * 3 + 1] * y + normals[next * 3 + 2] * z;
      if (facing < leastFacing) continue;
      const dx = middles[next * 3] - middles[face * 3];
      const dy = middles[next * 3 + 1] - middles[face * 3 + 1];
      const dz = middles[next * 3 + 2] - middles[face * 3 + 2];
      const step = Math.sqrt(dx * dx + dy * dy + dz * dz);
      front.add(cost + (1 - facing + DISTANCE_COST) * step, next, chart);
    }
  }
}

/** Which way charts look: the mean of their faces' normals by area, unit `[charts, 3]`. */
export function axesOf({ normals, areas }: Faces, { chartOf, count }: Charts): Float64Array {
  const axes = new Float64Array(count * 3);
  for (let face = 0; face < chartOf.length; face++) {
    const chart = chartOf[face];
    if (chart < 0) continue;
    for (let k = 0; k < 3; k++) axes[chart * 3 + k] += areas[face] * normals[face * 3 + k];
  }
  for (let i = 0; i < axes.length; i += 3) {
    const length = Math.hypot(axes[i], axes[i + 1], axes[i + 2]) || 1;
    for (let k = 0; k < 3; k++) axes[i + k] /= length;
  }
  return axes;
}

/** The faces with one number, in pieces that hang together. */
export function piecesOf({ neighbours }: Faces, chartOf: Int32Array, chart: number): number[][] {
  const seen = new Uint8Array(chartOf.length);
  const pieces: number[][] = [];
  for (let start = 0; start < chartOf.length; start++) {
    if (seen[start] || chartOf[start] !== chart) continue;
    seen[start] = 1;
    const piece = [start];
    for (const face of piece) {
      for (let k = 0; k < 3; k++) {
        const next = neighbours[face * 3 + k];
        if (next < 0 || seen[next] || chartOf[next] !== chart) continue;
        seen[next] = 1;
        piece.push(next);
      }
    }
    pieces.push(piece);
  }
  return pieces;
}

export function areaOf({ areas }: Faces, piece: Iterable<number>): number {
  let sum = 0;
  for (const face of piece) sum += areas[face];
  return sum;
}

/**
 * A face of each chart as deep inside as any: the last that is met from the border, a face at a time; any one where
 * there is no border.
 */
function middleFaces({ neighbours }: Faces, { chartOf, count }: Charts): number[] {
  const reached = new Uint8Array(chartOf.length);
  const queue = new Int32Array(chartOf.length);
  let length = 0;
  const reach = (face: number) => {
    reached[face] = 1;
    queue[length++] = face;
  };
  for (let face = 0; face < chartOf.length; face++) {
    if (chartOf[face] < 0) continue;
    for (let k = 0; k < 3 && !reached[face]; k++) {
      const next = neighbours[face * 3 + k];
      if (next < 0 || chartOf[next] !== chartOf[face]) reach(face);
    }
  }
  const last = new Array<number>(count).fill(-1);
  for (let face = 0; face < chartOf.length; face++) if (chartOf[face] >= 0) last[chartOf[face]] = face;
  for (let i = 0; i < length; i++) {
    const face = queue[i];
    last[chartOf[face]] = face;
    for (let k = 0; k < 3; k++) {
      const next = neighbours[face * 3 + k];
      if (next >= 0 && !reached[next] && chartOf[next] === chartOf[face]) reach(next);
    }
  }
  return last;
}
