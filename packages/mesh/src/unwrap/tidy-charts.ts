import { axesOf, type Charts, LEAST_FACING, piecesOf } from './charts.ts';
import type { Faces } from './faces.ts';

/** Charts become one where every face of both looks along their common axis, by this much at least. */
const MERGED_FACING = 0.9 * LEAST_FACING;
/** A face changes over to the chart on two of its sides where it looks along that one's axis by this much. */
const CROSSING_FACING = 0.8 * LEAST_FACING;
const CROSSING_PASSES = 4;

/** Gives what is left over to charts beside it, makes one of charts that may be one, and straightens borders. */
export function tidyCharts(faces: Faces, charts: Charts): Charts {
  const whole = giveCrumbs(faces, charts);
  const few = mergeCharts(faces, whole);
  straighten(faces, few);
  return few;
}

/** A piece goes to the chart with which it shares most edges, however it looks. */
function giveCrumbs(faces: Faces, charts: Charts): Charts {
  const chartOf = charts.chartOf.slice();
  let { count } = charts;
  for (const piece of piecesOf(faces, charts.chartOf, -1)) {
    const shared = new Map<number, number>();
    for (const face of piece) {
      for (const chart of chartsBeside(faces, chartOf, face)) shared.set(chart, (shared.get(chart) ?? 0) + 1);
    }
    const [best] = [...shared].sort((a, b) => b[1] - a[1])[0] ?? [count++];
    for (const face of piece) chartOf[face] = best;
  }
  return { chartOf, count };
}

/** The charts over the edges of a face, but its own. */
function* chartsBeside({ neighbours }: Faces, chartOf: Int32Array, face: number) {
  for (let k = face * 3; k < face * 3 + 3; k++) {
    if (neighbours[k] < 0) continue;
    const chart = chartOf[neighbours[k]];
    if (chart >= 0 && chart !== chartOf[face]) yield chart;
  }
}

/** The smallest first, each with the one with which it shares most edges; round by round until none can. */
function mergeCharts(faces: Faces, { chartOf, count }: Charts): Charts {
  const members = Array.from({ length: count }, () => [] as number[]);
  const shared = Array.from({ length: count }, () => new Map<number, number>());
  for (let face = 0; face < faces.count; face++) {
    const own = chartOf[face];
    members[own].push(face);
    for (const chart of chartsBeside(faces, chartOf, face))
      shared[own].set(chart, (shared[own].get(chart) ?? 0) + 1);
  }
  const open = new Set(members.keys());
  const refused = new Set<string>();
  for (let merged = true; merged; ) {
    merged = false;
    const bySize = [...open].sort((a, b) => members[a].length - members[b].length || a - b);
    for (const small of bySize) {
      const beside = [...shared[small]].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([chart]) => chart);
      const fits = beside.find((chart) => {
        const pair = `${Math.min(small, chart)} ${Math.max(small, chart)} ${members[small].length + members[chart].length}`;
        if (refused.has(pair)) return false;
        if (seenFromOneSide(faces, members[small], members[chart])) return true;
        refused.add(pair);
        return false;
      });
      if (fits === undefined) continue;
      members[fits] = [...members[fits], ...members[small]];
      for (const [chart, edges] of shared[small]) {
        shared[chart].delete(small);
        if (chart === fits) continue;
        const sum = edges + (shared[fits].get(chart) ?? 0);
        shared[fits].set(chart, sum);
        shared[chart].set(fits, sum);
      }
      open.delete(small);
      merged = true;
    }
  }
  const out = new Int32Array(faces.count);
  for (const [number, chart] of [...open].entries()) for (const face of members[chart]) out[face] = number;
  return { chartOf: out, count: open.size };
}

function seenFromOneSide({ normals, areas }: Faces, ...parts: readonly (readonly number[])[]): boolean {
  const axis = [0, 0, 0];
  for (const part of parts) {
    for (const face of part) for (let k = 0; k < 3; k++) axis[k] += areas[face] * normals[face * 3 + k];
  }
  const least = MERGED_FACING * Math.hypot(...axis);
  const faces = (face: number) =>
    normals[face * 3] * axis[0] + normals[face * 3 + 1] * axis[1] + normals[face * 3 + 2] * axis[2] >= least;
  return parts.every((part) => part.every((face) => areas[face] === 0 || faces(face)));
}

/** A face with the same other chart on two sides goes over to it, so that borders have no teeth. */
function straighten(faces: Faces, charts: Charts): void {
  const { chartOf } = charts;
  const axes = axesOf(faces, charts);
  const { normals, neighbours } = faces;
  for (let pass = 0; pass < CROSSING_PASSES; pass++) {
    for (let face = 0; face < faces.count; face++) {
      const [a, b, c] = [0, 1, 2].map((k) =>
        neighbours[face * 3 + k] < 0 ? -1 : chartOf[neighbours[face * 3 + k]],
      );
      const other = a === b || a === c ? a : b === c ? b : -1;
      if (other < 0 || other === chartOf[face]) continue;
      let facing = 0;
      for (let k = 0; k < 3; k++) facing += normals[face * 3 + k] * axes[other * 3 + k];
      if (facing >= CROSSING_FACING) chartOf[face] = other;
    }
  }
}
