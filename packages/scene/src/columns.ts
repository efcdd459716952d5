import type { Placement } from '@modeseek/core';
import { insideOf, type Shape } from './shape.ts';

/**
 * A solid as upright columns over squares of the ground: what it stands on, what it carries, and what is
 * between, without a grid in which heights would be rounded.
 */
export interface Columns {
  /** Edge of the squares. */
  cell: number;
  /** The first column along x and z, in cells: it is over x to x + 1. */
  x: number;
  z: number;
  /** How many there are along each. */
  width: number;
  depth: number;
  /**
   * Of each column, x fastest, where it is solid, from below: bottom, top, bottom, top, and so on. Empty
   * where nothing is over the square.
   */
  spans: readonly (readonly number[])[];
}

const NOTHING: readonly number[] = [];

/** The columns of an object's shape where it is placed. */
export function columnsOf(shape: Shape, { scale, offset, turn }: Placement, cell: number): Columns {
  const { density, size, spacing, level } = shape;
  const inside = insideOf(shape);
  if (!inside) return { cell, x: 0, z: 0, width: 0, depth: 0, spans: [] };
  const { first, last } = inside;
  const [sine, cosine] = [Math.sin(turn), Math.cos(turn)];
  const [x0, x1, z0, z1] = [first[0] - 1, last[0] + 1, first[2] - 1, last[2] + 1].map((i) => i * spacing - 1);
  const corners = [x0, x1].flatMap((x) =>
    [z0, z1].map((z) => [cosine * x + sine * z, cosine * z - sine * x]),
  );
  const ends = (axis: number) => {
    const along = corners.map((corner) => (scale * corner[axis] + offset[2 * axis]) / cell);
    return [Math.floor(Math.min(...along)), Math.ceil(Math.max(...along))];
  };
  const [[x, xEnd], [z, zEnd]] = [ends(0), ends(1)];
  const spans: (readonly number[])[] = [];
  const values = new Float32Array(size);
  for (let k = z; k < zEnd; k++) {
    for (let i = x; i < xEnd; i++) {
      const [px, pz] = [((i + 0.5) * cell - offset[0]) / scale, ((k + 0.5) * cell - offset[2]) / scale];
      const [gx, gz] = [(cosine * px - sine * pz + 1) / spacing, (cosine * pz + sine * px + 1) / spacing];
      const [ix, iz] = [Math.floor(gx), Math.floor(gz)];
      if (ix < 0 || iz < 0 || ix >= size - 1 || iz >= size - 1) {
        spans.push(NOTHING);
        continue;
      }
      const [u, v] = [gx - ix, gz - iz];
      const at = iz * size * size + ix;
      for (let y = 0, s = at; y < size; y++, s += size) {
        const near = density[s] + u * (density[s + 1] - density[s]);
        const t = s + size * size;
        values[y] = near + v * (density[t] + u * (density[t + 1] - density[t]) - near);
      }
      const heights = crossings(values, level);
      spans.push(heights.length === 0 ? NOTHING : heights.map((y) => scale * (y * spacing - 1) + offset[1]));
    }
  }
  return trimmed({ cell, x, z, width: xEnd - x, depth: zEnd - z, spans });
}

/** Where values, at steps of 1, go over a level and under it again. */
function crossings(values: Float32Array, level: number): number[] {
  const found: number[] = [];
  let inside = false;
  for (let y = 0; y < values.length; y++) {
    if (values[y] > level === inside) continue;
    found.push(y === 0 ? 0 : y - 1 + (level - values[y - 1]) / (values[y] - values[y - 1]));
    inside = !inside;
  }
  if (inside) found.push(values.length - 1);
  return found;
}

/** Without rows and lines of empty columns around. */
function trimmed(columns: Columns): Columns {
  const { x, z, width, spans } = columns;
  let [x0, x1, z0, z1] = [Infinity, -1, Infinity, -1];
  spans.forEach(({ length }, i) => {
    if (length === 0) return;
    const [ix, iz] = [i % width, Math.floor(i / width)];
    [x0, x1, z0, z1] = [Math.min(x0, ix), Math.max(x1, ix), Math.min(z0, iz), Math.max(z1, iz)];
  });
  if (x1 < 0) return { ...columns, width: 0, depth: 0, spans: [] };
  const kept = spans.filter((_, i) => {
    const [ix, iz] = [i % width, Math.floor(i / width)];
    return ix >= x0 && ix <= x1 && iz >= z0 && iz <= z1;
  });
  return { ...columns, x: x + x0, z: z + z0, width: x1 - x0 + 1, depth: z1 - z0 + 1, spans: kept };
}

/** What is over the square x, z, counted in cells as `Columns` are. */
export function columnAt({ x: x0, z: z0, width, depth, spans }: Columns, x: number, z: number) {
  const [i, k] = [x - x0, z - z0];
  return i < 0 || k < 0 || i >= width || k >= depth ? NOTHING : spans[k * width + i];
}

/** Calls back for every column that is not empty. */
export function eachColumn(
  { x, z, width, spans }: Columns,
  visit: (spans: readonly number[], x: number, z: number) => void,
): void {
  for (let i = 0; i < spans.length; i++) {
    if (spans[i].length > 0) visit(spans[i], x + (i % width), z + Math.floor(i / width));
  }
}

/** The same solid elsewhere: so many cells along x and z, and by `dy`. */
export function shifted(columns: Columns, dx: number, dy: number, dz: number): Columns {
  const spans = columns.spans.map((heights) => heights.map((y) => y + dy));
  return { ...columns, x: columns.x + dx, z: columns.z + dz, spans };
}

/** Several solids, of columns of one size, as one. */
export function joined(all: readonly Columns[]): Columns {
  const full = all.filter(({ spans }) => spans.length > 0);
  if (full.length < 2) return full[0] ?? all[0];
  const [x, z] = [Math.min(...full.map((c) => c.x)), Math.min(...full.map((c) => c.z))];
  const width = Math.max(...full.map((c) => c.x + c.width)) - x;
  const depth = Math.max(...full.map((c) => c.z + c.depth)) - z;
  const spans: (readonly number[])[] = Array(width * depth).fill(NOTHING);
  for (const columns of full) {
    eachColumn(columns, (heights, i, k) => {
      const at = (k - z) * width + i - x;
      spans[at] = spans[at].length === 0 ? heights : united(spans[at], heights);
    });
  }
  return { cell: full[0].cell, x, z, width, depth, spans };
}

/** Both lists of spans as one, without overlaps. */
function united(a: readonly number[], b: readonly number[]): number[] {
  const pairs: number[][] = [];
  for (const list of [a, b]) for (let i = 0; i < list.length; i += 2) pairs.push([list[i], list[i + 1]]);
  pairs.sort(([p], [q]) => p - q);
  const out: number[] = [];
  for (const [bottom, top] of pairs) {
    if (out.length > 0 && bottom <= out[out.length - 1])
      out[out.length - 1] = Math.max(out[out.length - 1], top);
    else out.push(bottom, top);
  }
  return out;
}

/** The least box around a solid. */
export interface Bounds {
  min: [number, number, number];
  max: [number, number, number];
}

/** Of columns that are not all empty. */
export function boundsOf(columns: Columns): Bounds {
  const { cell, x, z, width, depth } = columns;
  let [bottom, top] = [Infinity, -Infinity];
  eachColumn(columns, (heights) => {
    bottom = Math.min(bottom, heights[0]);
    top = Math.max(top, heights[heights.length - 1]);
  });
  return { min: [x * cell, bottom, z * cell], max: [(x + width) * cell, top, (z + depth) * cell] };
}

/** The middle of the box around a solid, and how far from there its farthest point is. */
export function ballAround(columns: Columns): { centre: number[]; radius: number } {
  const { min, max } = boundsOf(columns);
  const centre = min.map((low, axis) => (low + max[axis]) / 2);
  let radius = 0;
  eachColumn(columns, (spans, x, z) => {
    const across = Math.hypot((x + 0.5) * columns.cell - centre[0], (z + 0.5) * columns.cell - centre[2]);
    for (const y of [spans[0], spans[spans.length - 1]]) {
      radius = Math.max(radius, Math.hypot(across, y - centre[1]));
    }
  });
  return { centre, radius };
}

/** Edges of a box. */
export function edgesOf({ min, max }: Bounds): [number, number, number] {
  return [max[0] - min[0], max[1] - min[1], max[2] - min[2]];
}
