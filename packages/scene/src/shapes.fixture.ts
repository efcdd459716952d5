import type { Vec3 } from '@modeseek/core';
import type { Shape } from './shape.ts';

/** Distance of a point to a solid, negative inside; nearly, at edges. */
export type Solid = (x: number, y: number, z: number) => number;

export const ball =
  (radius: number, [cx, cy, cz]: Vec3 = [0, 0, 0]): Solid =>
  (x, y, z) =>
    Math.hypot(x - cx, y - cy, z - cz) - radius;

export const box =
  (low: Vec3, high: Vec3): Solid =>
  (...at) =>
    Math.max(...at.map((value, axis) => Math.max(low[axis] - value, value - high[axis])));

/** Upright. */
export const cylinder =
  (radius: number, bottom: number, top: number): Solid =>
  (x, y, z) =>
    Math.max(Math.hypot(x, z) - radius, bottom - y, y - top);

/** A ring over the x axis, upright, as a handle is. */
export const arch =
  (radius: number, thickness: number, bottom: number): Solid =>
  (x, y, z) =>
    Math.max(Math.hypot(Math.hypot(x, y - bottom) - radius, z) - thickness, bottom - y);

export const union =
  (...solids: Solid[]): Solid =>
  (x, y, z) =>
    Math.min(...solids.map((solid) => solid(x, y, z)));

export const without =
  (solid: Solid, hole: Solid): Solid =>
  (x, y, z) =>
    Math.max(solid(x, y, z), -hole(x, y, z));

/** As fields have it, at the corners of so many cells. */
export function shapeOf(solid: Solid, cells = 40): Shape {
  const size = cells + 1;
  const spacing = 2 / cells;
  const density = new Float32Array(size ** 3);
  for (let i = 0; i < density.length; i++) {
    const [x, y, z] = [i % size, Math.floor(i / size) % size, Math.floor(i / size ** 2)];
    const distance = solid(x * spacing - 1, y * spacing - 1, z * spacing - 1);
    density[i] = Math.min(1, Math.max(0, 0.5 - distance / spacing));
  }
  return { density, size, spacing, level: 0.5 };
}

const legs = (reach: number, thick: number, bottom: number, top: number) =>
  [-1, 1].flatMap((x) =>
    [-1, 1].map((z) => {
      const [cx, cz] = [x * (reach - thick), z * (reach - thick)];
      return box([cx - thick, bottom, cz - thick], [cx + thick, top, cz + thick]);
    }),
  );

/** 1.6 wide and deep, its top from 0.4 to 0.55. */
export const TABLE = union(box([-0.8, 0.4, -0.8], [0.8, 0.55, 0.8]), ...legs(0.8, 0.08, -0.6, 0.4));
/** Its seat is at 0, its back, at -z, reaches up to 0.8. */
export const CHAIR = union(
  box([-0.45, -0.15, -0.45], [0.45, 0, 0.45]),
  box([-0.45, 0, -0.45], [0.45, 0.8, -0.3]),
  ...legs(0.45, 0.06, -0.8, -0.1),
);
/** Hollow down to -0.4, its rim at 0.5, with a handle at its side. */
export const CUP = union(
  without(cylinder(0.5, -0.5, 0.5), cylinder(0.4, -0.4, 1)),
  without(box([0.45, -0.25, -0.08], [0.8, 0.25, 0.08]), box([0.5, -0.15, -1], [0.7, 0.15, 1])),
);
/** The same with a handle over it. */
export const BASKET = union(without(cylinder(0.6, -0.7, 0), cylinder(0.5, -0.6, 1)), arch(0.55, 0.06, 0));
/** Nothing is hollow about it. */
export const BLOCK = box([-0.5, -0.5, -0.5], [0.5, 0.5, 0.5]);
/** Its front is longer than its back, so that a turn shows. */
export const WEDGE = union(box([-0.2, -0.3, -0.2], [0.2, 0.3, 0.2]), box([-0.05, -0.3, 0], [0.05, 0, 0.6]));
