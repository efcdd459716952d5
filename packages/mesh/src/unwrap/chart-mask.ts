import { coveredCells } from './covered.ts';
import { boundsOf, type FlatChart } from './flat-charts.ts';

/** The cells that a chart needs, at one angle and scale. */
export interface ChartMask {
  /** With the gap around it. */
  width: number;
  height: number;
  /** Runs of cells that the chart covers: `[runs, 3]`, row, first cell and length. */
  covered: Int32Array;
  /** The same with the gap around them, the longest first. */
  needed: Int32Array;
  /** `[vertices, 2]`, in cells, within the mask. */
  points: Float32Array;
}

/** A picture of cells, set or not, row by row. */
interface Cells {
  set: Uint8Array;
  width: number;
  height: number;
}

/**
 * The masks of a chart as it is and by one, two and three quarter turns.
 * @param scale cells per world unit
 * @param gap free cells around
 */
export function chartMasks(chart: FlatChart, scale: number, gap: number): ChartMask[] {
  const [left, top, right, bottom] = boundsOf(chart.points);
  const size = [right - left, bottom - top].map((length) => Math.floor(scale * length) + 1 + 2 * gap);
  let points: Float32Array = chart.points.map((value, i) => scale * (value - (i % 2 ? top : left)) + gap);
  let cells: Cells = { set: new Uint8Array(size[0] * size[1]), width: size[0], height: size[1] };
  fill(cells, chart.indices, points);
  return [0, 1, 2, 3].map((turn) => {
    if (turn > 0) {
      points = turnedPoints(points, cells.height);
      cells = turnedCells(cells);
    }
    const needed = runsOf(grown(cells, gap)).sort((a, b) => b[2] - a[2]);
    const { width, height } = cells;
    return {
      width,
      height,
      covered: Int32Array.from(runsOf(cells).flat()),
      needed: Int32Array.from(needed.flat()),
      points,
    };
  });
}

/** Sets the cells that faces cover. */
function fill({ set, width, height }: Cells, indices: Uint32Array, points: Float32Array): void {
  const corners = new Float64Array(6);
  for (let i = 0; i < indices.length; i += 3) {
    for (let k = 0; k < 3; k++) {
      corners[k * 2] = points[indices[i + k] * 2];
      corners[k * 2 + 1] = points[indices[i + k] * 2 + 1];
    }
    // A face too small to cover one has that of a corner.
    set[Math.floor(corners[1]) * width + Math.floor(corners[0])] = 1;
    coveredCells(corners, width, height, (cell) => {
      set[cell] = 1;
    });
  }
}

/** (x, y) goes to (height - y, x). */
function turnedPoints(points: Float32Array, height: number): Float32Array {
  return points.map((_, i) => (i % 2 ? points[i - 1] : height - points[i + 1]));
}

function turnedCells({ set, width, height }: Cells): Cells {
  const out = new Uint8Array(set.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) out[x * height + height - 1 - y] = set[y * width + x];
  }
  return { set: out, width: height, height: width };
}

/** Row, first cell and length of each run of cells that are set. */
function runsOf({ set, width, height }: Cells): [number, number, number][] {
  const runs: [number, number, number][] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; ) {
      const first = x;
      while (x < width && set[y * width + x]) x++;
      if (x > first) runs.push([y, first, x - first]);
      else x++;
    }
  }
  return runs;
}

/** All cells within a square of `gap` cells around one that is set. */
function grown(cells: Cells, gap: number): Cells {
  const { width } = cells;
  const along = { ...cells, set: new Uint8Array(cells.set.length) };
  for (const [y, first, length] of runsOf(cells)) {
    along.set.fill(1, y * width + first - gap, y * width + first + length + gap);
  }
  const out = { ...cells, set: new Uint8Array(cells.set.length) };
  for (const [y, first, length] of runsOf(along)) {
    for (let row = y - gap; row <= y + gap; row++) {
      out.set.fill(1, row * width + first, row * width + first + length);
    }
  }
  return out;
}
