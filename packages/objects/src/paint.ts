import { Rng } from '@modeseek/core';
import type { Vector3 } from 'three';
import type { Look } from './look.ts';
import { cellNoise, smoothNoise } from './noise.ts';

/**
 * Procedural colour of a surface: changes `colour` (RGB, display values, of the flat part) at a point of a
 * finished picture's space with its outward unit normal. It depends on nothing else, so that all views agree
 * and the colour can be baked. Lengths are chosen for pictures of 64x64 pixels, where the unit ball is some
 * 55 pixels wide: nothing finer than 2 pixels.
 */
export type Paint = (
  x: number,
  y: number,
  z: number,
  nx: number,
  ny: number,
  nz: number,
  colour: Float32Array,
) => void;

/**
 * The body that a pattern is laid on: its triangles, and where the origin of the concept's space has come to
 * lie.
 */
export interface Body {
  /** `[triangles, 3, 3]` */
  positions: Float32Array;
  /** `[triangles, 3, 3]` */
  normals: Float32Array;
  origin: Vector3;
}

/** What the look's material does to every part, or null. */
export function materialPaint(look: Look, body: Body): Paint | null {
  const kind = look.name === 'golden' ? 'golden' : look.material?.name;
  return kind ? MATERIAL_PAINTS[kind](new Rng(look.seed), body, look) : null;
}

/** What the look's pattern does to body parts, or null. */
export function patternPaint(look: Look, body: Body): Paint | null {
  if (!look.pattern) return null;
  const { name, second } = look.pattern;
  const rgb = [second.colour.r, second.colour.g, second.colour.b] as const;
  return PATTERN_PAINTS[name](new Rng(look.seed), body, rgb, look.round);
}

const mix = (colour: Float32Array, r: number, g: number, b: number, share: number) => {
  colour[0] += (r - colour[0]) * share;
  colour[1] += (g - colour[1]) * share;
  colour[2] += (b - colour[2]) * share;
};

const scale = (colour: Float32Array, factor: number) => {
  for (let k = 0; k < 3; k++) colour[k] = Math.min(1, colour[k] * factor);
};

type MaterialPaint = (rng: Rng, body: Body, look: Look) => Paint;

/** Rings around a far axis along the body's longest side, so that most faces show nearly straight grain. */
const wooden: MaterialPaint = (rng, body) => {
  const size = extent(body);
  const axis = size.indexOf(Math.max(...size));
  const [u, v] = [(axis + 1) % 3, (axis + 2) % 3];
  const spacing = rng.uniform(0.15, 0.19);
  const far = [rng.uniform(0.7, 1.4), rng.uniform(0.7, 1.4)];
  const p = [0, 0, 0];
  return (x, y, z, _nx, _ny, _nz, colour) => {
    p[0] = x;
    p[1] = y;
    p[2] = z;
    const wave = 0.12 * smoothNoise(2.5 * x + 7, 2.5 * y + 3, 2.5 * z + 5);
    const ring = Math.sqrt((p[u] + far[0]) ** 2 + (p[v] + far[1]) ** 2) / spacing + wave / spacing;
    const t = ring - Math.floor(ring);
    scale(colour, t > 0.66 ? 0.58 : 1.02 + 0.2 * (1 - t));
  };
};

/** Speckles of two sizes. */
const stone: MaterialPaint = (rng) => {
  const shift = rng.uniform(0, 32);
  return (x, y, z, _nx, _ny, _nz, colour) => {
    const coarse = smoothNoise(6 * x + shift, 6 * y, 6 * z);
    const fine = cellNoise(19 * x + shift, 19 * y, 19 * z);
    scale(colour, 0.78 + 0.4 * coarse + (fine < 0.14 ? -0.38 : fine > 0.86 ? 0.3 : 0));
  };
};

/** A fixed sky, horizon and ground, mirrored by the normal; height makes flat faces shine unevenly too. */
const sheen =
  (dark: number, bright: number, glint: readonly [number, number, number]): MaterialPaint =>
  (rng) => {
    const turn = rng.uniform(-0.3, 0.3);
    return (x, y, z, nx, ny, nz, colour) => {
      const t = 2.1 * ny + 0.7 * (nx * 0.6 + nz * 0.8) + 1.6 * y + 0.9 * (x - z) + turn;
      const wave = Math.sin(2.2 * t + 0.6);
      scale(colour, wave < 0 ? 1 + wave * dark : 1 + wave * bright);
      if (wave > 0.72) mix(colour, glint[0], glint[1], glint[2], (wave - 0.72) * 2.6);
    };
  };

/**
 * Pale, with the diagonal glare that panes are drawn with, bright where the surface turns up, dark towards
 * the bottom.
 */
const glass: MaterialPaint = (rng, _body, look) => {
  const shift = rng.uniform();
  const tint = look.name ? 0.3 : 0;
  return (x, y, z, nx, ny, nz, colour) => {
    mix(colour, 1, 1, 1, tint);
    if (ny < -0.2) scale(colour, 0.8);
    const across = 1.15 * (x - z) + 0.9 * y + shift;
    const t = across - Math.floor(across);
    const glare = t < 0.16 || (t > 0.24 && t < 0.31);
    const corner = Math.abs(nx) * 0.62 + ny * 0.55 + Math.abs(nz) * 0.56;
    if (glare) mix(colour, 1, 1, 1, 0.65);
    else if (ny > 0.75 || corner > 0.985) mix(colour, 1, 1, 1, 0.8);
    else scale(colour, 0.9);
  };
};

/** Tufts: fine cells over soft clouds, a little paler than flat colour. */
const plush: MaterialPaint = (rng) => {
  const shift = rng.uniform(0, 32);
  return (x, y, z, _nx, _ny, _nz, colour) => {
    const cloud = smoothNoise(5 * x, 5 * y + shift, 5 * z);
    const tuft = smoothNoise(17 * x, 17 * y + shift, 17 * z);
    mix(colour, 1, 1, 1, 0.1);
    scale(colour, 0.62 + 0.2 * cloud + 0.56 * tuft);
  };
};

const MATERIAL_PAINTS = {
  wooden,
  stone,
  metal: sheen(0.48, 0.32, [1, 1, 1]),
  golden: sheen(0.42, 0.25, [1, 0.97, 0.78]),
  glass,
  plush,
} as const;

type PatternPaint = (
  rng: Rng,
  body: Body,
  second: readonly [number, number, number],
  round: boolean,
) => Paint;

/**
 * Bands across an axis along which the body is long and its surface shows them; across the vertical where
 * that is possible.
 */
const striped: PatternPaint = (rng, body, [r, g, b], round) => {
  const size = extent(body);
  const shown = bandsShown(body);
  const largest = Math.max(...size);
  const fits = (axis: number) => size[axis] > 0.45 * largest && shown[axis] > 0.55;
  const axis =
    (round ? [1] : rng.chance(0.6) ? [1, 0, 2] : [0, 2, 1]).find(fits) ?? shown.indexOf(Math.max(...shown));
  const period = Math.min(rng.uniform(0.26, 0.38), size[axis] / 2.5);
  const shift = rng.uniform();
  return (x, y, z, _nx, _ny, _nz, colour) => {
    const t = (axis === 0 ? x : axis === 1 ? y : z) / period + shift;
    if (t - Math.floor(t) < 0.5) mix(colour, r, g, b, 1);
  };
};

/** Squares on the faces that the normal mostly points along; around the axis for round things. */
const checkered: PatternPaint = (rng, body, [r, g, b], round) => {
  const { origin } = body;
  const cell = rng.uniform(0.2, 0.27);
  const [sx, sy, sz] = [rng.uniform(), rng.uniform(), rng.uniform()];
  const girth = Math.max(...extent(body).filter((_, axis) => axis !== 1)) / 2;
  const sectors = 2 * Math.max(3, Math.round((Math.PI * girth) / cell));
  return (x, y, z, nx, ny, nz, colour) => {
    let odd: number;
    if (round) {
      const u = Math.floor((Math.atan2(x - origin.x, z - origin.z) / (2 * Math.PI)) * sectors + 64);
      const out = Math.sqrt((x - origin.x) ** 2 + (z - origin.z) ** 2);
      odd = u + (Math.abs(ny) > 0.8 ? Math.floor(out / cell + sx) : Math.floor(y / cell + sy + 64));
    } else {
      const [ax, ay, az] = [Math.abs(nx), Math.abs(ny), Math.abs(nz)];
      const u = ax > ay && ax > az ? z / cell + sz : x / cell + sx;
      const v = ay >= ax && ay > az ? z / cell + sz : y / cell + sy;
      odd = Math.floor(u + 64) + Math.floor(v + 64);
    }
    if (odd & 1) mix(colour, r, g, b, 1);
  };
};

const CELLS = 16;
const MOST_IN_CELL = 8;

/** Discs around points strewn over the body's surface, no two nearer than a spacing (dart throwing). */
const dotted: PatternPaint = (rng, body, [r, g, b]) => {
  const radius = rng.uniform(0.075, 0.1);
  const apart = radius * rng.uniform(2.7, 3.3);
  const dots = strew(body, apart, rng);
  // Cells of [-1, 1]³ with the dots that reach into each.
  const counts = new Uint8Array(CELLS ** 3);
  const members = new Uint16Array(CELLS ** 3 * MOST_IN_CELL);
  const cellOf = (value: number) => Math.min(CELLS - 1, Math.max(0, Math.floor((value + 1) * (CELLS / 2))));
  for (let i = 0; i < dots.length; i += 3) {
    const [low, high] = [-radius, radius].map((d) => [0, 1, 2].map((k) => cellOf(dots[i + k] + d)));
    for (let z = low[2]; z <= high[2]; z++)
      for (let y = low[1]; y <= high[1]; y++)
        for (let x = low[0]; x <= high[0]; x++) {
          const cell = (z * CELLS + y) * CELLS + x;
          if (counts[cell] < MOST_IN_CELL) members[cell * MOST_IN_CELL + counts[cell]++] = i;
        }
  }
  return (x, y, z, _nx, _ny, _nz, colour) => {
    const cell = (cellOf(z) * CELLS + cellOf(y)) * CELLS + cellOf(x);
    for (let k = 0; k < counts[cell]; k++) {
      const i = members[cell * MOST_IN_CELL + k];
      const [dx, dy, dz] = [x - dots[i], y - dots[i + 1], z - dots[i + 2]];
      if (dx * dx + dy * dy + dz * dz < radius * radius) return mix(colour, r, g, b, 1);
    }
  };
};

const PATTERN_PAINTS = { striped, checkered, dotted } as const;

/** Size of the body's bounding box along x, y, z. */
function extent({ positions }: Body): number[] {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i++) {
    const k = i % 3;
    if (positions[i] < low[k]) low[k] = positions[i];
    if (positions[i] > high[k]) high[k] = positions[i];
  }
  return high.map((value, k) => value - low[k]);
}

/** For each axis: the share of the surface, weighted by area, that bands across the axis would show on. */
function bandsShown(body: Body): number[] {
  const shown = [0, 0, 0];
  let total = 0;
  eachTriangle(body, (normal, area) => {
    total += area;
    for (let k = 0; k < 3; k++) shown[k] += area * Math.sqrt(Math.max(0, 1 - normal[k] ** 2));
  });
  return shown.map((value) => value / total);
}

/** Points on the body's surface no two of which are nearer than `apart`: `[points, 3]`. */
function strew(body: Body, apart: number, rng: Rng): Float32Array {
  const { positions } = body;
  const sums = new Float32Array(positions.length / 9);
  let total = 0;
  eachTriangle(body, (_, area, t) => {
    total += area;
    sums[t] = total;
  });
  const darts = Math.min(1500, Math.ceil((8 * total) / apart ** 2));
  const dots: number[] = [];
  for (let dart = 0; dart < darts; dart++) {
    const where = rng.uniform(0, total);
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] < where) low = middle + 1;
      else high = middle;
    }
    let a = rng.uniform();
    let b = rng.uniform();
    if (a + b > 1) [a, b] = [1 - a, 1 - b];
    const p = low * 9;
    const point = [0, 1, 2].map(
      (k) => positions[p + k] * (1 - a - b) + positions[p + 3 + k] * a + positions[p + 6 + k] * b,
    );
    let free = true;
    for (let i = 0; free && i < dots.length; i += 3)
      free =
        (dots[i] - point[0]) ** 2 + (dots[i + 1] - point[1]) ** 2 + (dots[i + 2] - point[2]) ** 2 >
        apart ** 2;
    if (free) dots.push(...point);
  }
  return Float32Array.from(dots);
}

function eachTriangle(
  { positions }: Body,
  visit: (normal: readonly number[], area: number, triangle: number) => void,
): void {
  const normal = [0, 0, 0];
  for (let t = 0; t < positions.length / 9; t++) {
    const p = t * 9;
    const [ax, ay, az] = [0, 1, 2].map((k) => positions[p + 3 + k] - positions[p + k]);
    const [bx, by, bz] = [0, 1, 2].map((k) => positions[p + 6 + k] - positions[p + k]);
    normal[0] = ay * bz - az * by;
    normal[1] = az * bx - ax * bz;
    normal[2] = ax * by - ay * bx;
    const length = Math.hypot(...normal);
    for (let k = 0; k < 3; k++) normal[k] /= length || 1;
    visit(normal, length / 2, t);
  }
}
