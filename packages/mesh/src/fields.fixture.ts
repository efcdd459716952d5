import type { FieldQuery } from '@modeseek/core';

// Taken out of Math once: in workers that tests start there is no transform that does.
const { abs, exp, hypot, max, min } = Math;

type Vec3 = readonly [number, number, number];

/** Signed distance, negative inside, and colour at a point. */
export interface Shape {
  distance: (x: number, y: number, z: number) => number;
  colour: (x: number, y: number, z: number) => Vec3;
}

export function sphere(radius: number, centre: Vec3 = [0, 0, 0], colour: Vec3 = [0.8, 0.2, 0.1]): Shape {
  return {
    distance: (x, y, z) => hypot(x - centre[0], y - centre[1], z - centre[2]) - radius,
    colour: () => colour,
  };
}

/** Around the y axis. */
export function torus(major: number, minor: number): Shape {
  return {
    distance: (x, y, z) => hypot(hypot(x, z) - major, y) - minor,
    colour: () => [0.9, 0.6, 0.2],
  };
}

/** Three by three by three knots, joined by bars along the axes: 28 holes go through. */
export function frame(): Shape {
  const near = (v: number) => min(abs(v), abs(v - 0.5), abs(v + 0.5));
  return {
    distance: (x, y, z) => {
      const [u, v, w] = [near(x), near(y), near(z)];
      const bars = min(max(u, v), max(v, w), max(w, u)) - 0.1;
      return max(bars, abs(x) - 0.6, abs(y) - 0.6, abs(z) - 0.6);
    },
    colour: () => [0.5, 0.5, 0.5],
  };
}

/** A disc with rounded rim, around the y axis, from `low` to `high`. */
function disc(radius: number, low: number, high: number, colour: Vec3): Shape {
  const round = (high - low) / 2.5;
  return {
    distance: (x, y, z) => {
      const across = hypot(x, z) - radius + round;
      const along = abs(y - (low + high) / 2) - (high - low) / 2 + round;
      return min(max(across, along), 0) + hypot(max(across, 0), max(along, 0)) - round;
    },
    colour: () => colour,
  };
}

/** All of several shapes; the colour is the nearest one's. */
export function union(...shapes: Shape[]): Shape {
  return {
    distance: (x, y, z) => shapes.reduce((d, s) => min(d, s.distance(x, y, z)), Infinity),
    colour: (x, y, z) =>
      shapes.reduce((a, b) => (b.distance(x, y, z) < a.distance(x, y, z) ? b : a)).colour(x, y, z),
  };
}

/**
 * A stack that anybody would call a hamburger, with a blue mark towards +z (front) and a red one towards +x.
 */
export function hamburger(): Shape {
  const bun: Vec3 = [0.85, 0.55, 0.25];
  const top = sphere(0.62, [0, 0.1, 0], bun);
  const dome: Shape = {
    // The upper part of a flattened sphere, with seeds in the colour alone.
    distance: (x, y, z) => max(top.distance(x, 0.1 + (y - 0.1) * 1.4, z), 0.12 - y),
    colour: (x, y, z) => {
      if (hypot(x - 0.3, z) < 0.06 && y > 0.3) return [0.9, 0.05, 0.05];
      if (hypot(x, z - 0.3) < 0.06 && y > 0.3) return [0.1, 0.2, 0.9];
      const cell = (v: number) => ((((v * 6) % 1) + 1.5) % 1) - 0.5;
      return hypot(cell(x), cell(z)) < 0.15 ? [1, 0.95, 0.8] : bun;
    },
  };
  return union(
    dome,
    disc(0.66, 0.02, 0.12, [0.3, 0.65, 0.15]),
    disc(0.6, -0.03, 0.05, [1, 0.8, 0.1]),
    disc(0.6, -0.22, -0.03, [0.35, 0.18, 0.1]),
    disc(0.62, -0.42, -0.21, bun),
  );
}

/**
 * The field of a shape: density `peak` deep inside, 0 outside, half of it on the surface, over about 4 /
 * `sharpness` world units.
 */
export function fieldOf(shape: Shape, peak = 50, sharpness = 50): FieldQuery {
  return async (points, count) => {
    const density = new Float32Array(count);
    const colour = new Float32Array(count * 3);
    for (let i = 0; i < count; i++) {
      const [x, y, z] = [points[i * 3], points[i * 3 + 1], points[i * 3 + 2]];
      density[i] = peak / (1 + exp(sharpness * shape.distance(x, y, z)));
      colour.set(shape.colour(x, y, z), i * 3);
    }
    return { density, colour };
  };
}
