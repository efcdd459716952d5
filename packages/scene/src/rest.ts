import { boundsOf, type Columns, columnAt, eachColumn } from './columns.ts';

/**
 * Surfaces are bumpy, and what stands on a bump alone would float: a thing may sink in by so many cells until
 * this share of its foot stands.
 */
const SINKS = 0.5;
const STANDING = 0.25;

/** The lowest part of a thing is its foot: this share of its height. */
const FOOT = 0.1;

/** What is so near to a foot, in cells, bears it. */
const NEAR = 1.5;

/** How a thing stands that was lowered onto another. */
export interface Stand {
  /** By how much it was raised. */
  dy: number;
  /** The share of its foot that is borne. */
  support: number;
  /** From the middle of what bears it to its own, along x and z. */
  lean: number;
}

/**
 * How a solid stands that is moved by some cells and comes down onto another from above; null where they do
 * not meet.
 */
export function lowered(upper: Columns, lower: Columns, dx: number, dz: number): Stand | null {
  const { cell } = upper;
  const { min, max } = boundsOf(upper);
  const foot = min[1] + FOOT * (max[1] - min[1]);
  const feet: { x: number; z: number; contact: number }[] = [];
  let [highest, footing, weight, x0, z0] = [Number.NEGATIVE_INFINITY, 0, 0, 0, 0];
  eachColumn(upper, (spans, x, z) => {
    weight++;
    x0 += x;
    z0 += z;
    const isFoot = spans[0] <= foot;
    if (isFoot) footing++;
    const under = columnAt(lower, x + dx, z + dz);
    if (under.length === 0) return;
    const contact = under[under.length - 1] - spans[0];
    highest = Math.max(highest, contact);
    if (isFoot) feet.push({ x, z, contact });
  });
  if (highest === Number.NEGATIVE_INFINITY) return null;
  const contacts = feet.map(({ contact }) => contact).sort((a, b) => b - a);
  const standing = contacts[Math.floor(STANDING * footing)] ?? Number.NEGATIVE_INFINITY;
  const dy = Math.max(highest - SINKS * cell, Math.min(standing, highest));
  const bearing = feet.filter(({ contact }) => contact >= dy - NEAR * cell);
  const mean = (axis: 'x' | 'z') => bearing.reduce((sum, at) => sum + at[axis], 0) / bearing.length;
  const lean =
    bearing.length === 0 ? Infinity : Math.hypot(mean('x') - x0 / weight, mean('z') - z0 / weight) * cell;
  return { dy, support: bearing.length / footing, lean };
}

/** How exactly rests are known, in cells. */
const STEP = 0.25;

/**
 * All heights, from below, at which a solid that is moved by some cells is free and stands on a part of
 * another, between two heights: by how much it is raised there. May touch by half a cell.
 */
export function restsWithin(
  upper: Columns,
  lower: Columns,
  dx: number,
  dz: number,
  from: number,
  to: number,
): number[] {
  const step = STEP * upper.cell;
  const slack = SINKS * upper.cell;
  const steps = Math.max(1, Math.ceil((to - from) / step));
  // How many pairs of spans meet at each step, as changes from the step before.
  const changes = new Int32Array(steps + 1);
  const at = (dy: number) => Math.min(steps, Math.max(0, Math.ceil((dy - from) / step)));
  eachColumn(upper, (own, x, z) => {
    const other = columnAt(lower, x + dx, z + dz);
    for (let i = 0; i < own.length; i += 2) {
      for (let j = 0; j < other.length; j += 2) {
        const [begin, end] = [other[j] - own[i + 1] + slack, other[j + 1] - own[i] - slack];
        if (begin >= end) continue;
        changes[at(begin)]++;
        changes[at(end)]--;
      }
    }
  });
  const rests: number[] = [];
  let meeting = 0;
  for (let i = 0; i < steps; i++) {
    const before = meeting;
    meeting += changes[i];
    if (meeting === 0 && before > 0) rests.push(from + i * step);
  }
  return rests;
}

/** Whether a solid that is moved is free of another, but for touching it by half a cell. */
export function isFree(upper: Columns, lower: Columns, dx: number, dy: number, dz: number): boolean {
  const slack = SINKS * upper.cell;
  let free = true;
  eachColumn(upper, (own, x, z) => {
    if (!free) return;
    const other = columnAt(lower, x + dx, z + dz);
    for (let i = 0; i < own.length; i += 2) {
      for (let j = 0; j < other.length; j += 2) {
        if (own[i] + dy < other[j + 1] - slack && other[j] < own[i + 1] + dy - slack) free = false;
      }
    }
  });
  return free;
}
