import { sphereDirections } from '@modeseek/core';
import type { DensityGrid } from './density-grid.ts';

const DIRECTIONS = 96;
/**
 * Samples along an edge of the coarse grid's cells, at least, and such cells along an edge of the cube, about:
 * how far light gets need not be known better.
 */
const COARSE = 2;
const CELLS = 64;
/**
 * What is dense takes so many times the light that it would: a skin through which a twentieth is seen still
 * hides what is behind it.
 */
const STRENGTH = 3;

export interface Openness {
  /** That of the most open place beside a sample, in [0, 1]. */
  at(x: number, y: number, z: number): number;
}

/**
 * How open to the outside the places of a grid are: the share of directions, spread evenly over the sphere,
 * from which light reaches them; none gets through what is above `level`, and less through fog. About 1 far
 * outside, 1/2 at a flat wall, little at the bottom of a narrow pit, 0 inside. What a viewer can hardly see
 * into is hardly open.
 */
export function openness(grid: DensityGrid, level: number): Openness {
  const { size, resolution, density, spacing } = grid;
  const coarse = Math.max(COARSE, Math.floor(resolution / CELLS));
  const width = Math.ceil(size / coarse);
  // Where each sample's coarse cell is along an axis.
  const cell = Uint16Array.from({ length: size }, (_, i) => Math.floor(i / coarse));
  // Of each coarse cell, the share of light that gets through: by its mean density, over its edge.
  const clear = new Float32Array(width ** 3);
  const depth = (STRENGTH * spacing) / coarse ** 2;
  for (let z = 0, i = 0; z < size; z++) {
    for (let y = 0; y < size; y++) {
      const row = (cell[z] * width + cell[y]) * width;
      for (let x = 0; x < size; x++, i++) {
        clear[row + cell[x]] += density[i] > level ? Number.POSITIVE_INFINITY : depth * density[i];
      }
    }
  }
  for (let i = 0; i < clear.length; i++) clear[i] = Math.exp(-clear[i]);
  const light = new Float32Array(clear.length);
  for (const direction of sphereDirections(DIRECTIONS)) addLight(clear, width, direction, light);
  const near = mostAround(light, width);
  return { at: (x, y, z) => near[(cell[z] * width + cell[y]) * width + cell[x]] / DIRECTIONS };
}

/**
 * Adds the light that comes along one direction: slice by slice along the axis that it follows most, each
 * place has what the slice before has where the light comes from (bilinear), and lets its clear share
 * through.
 */
function addLight(
  clear: Float32Array,
  width: number,
  direction: readonly number[],
  light: Float32Array,
): void {
  const along = [0, 1, 2].reduce((a, b) => (Math.abs(direction[b]) > Math.abs(direction[a]) ? b : a));
  const [u, v] = [(along + 1) % 3, (along + 2) % 3];
  const steps = [1, width, width * width];
  const [du, dv] = [direction[u] / Math.abs(direction[along]), direction[v] / Math.abs(direction[along])];
  const [fu, fv] = [Math.floor(-du), Math.floor(-dv)];
  const [wu, wv] = [-du - fu, -dv - fv];
  const weights = [(1 - wu) * (1 - wv), wu * (1 - wv), (1 - wu) * wv, wu * wv];
  // A rim of two places all around is outside, where all is light.
  const edge = width + 4;
  let before = new Float32Array(edge * edge).fill(1);
  let now = new Float32Array(edge * edge).fill(1);
  for (let k = 0; k < width; k++) {
    const slice = (direction[along] > 0 ? k : width - 1 - k) * steps[along];
    for (let j = 0; j < width; j++) {
      for (let i = 0; i < width; i++) {
        const index = slice + i * steps[u] + j * steps[v];
        const to = (j + 2) * edge + i + 2;
        if (clear[index] === 0) {
          now[to] = 0;
          continue;
        }
        const from = to + fv * edge + fu;
        const value =
          weights[0] * before[from] +
          weights[1] * before[from + 1] +
          weights[2] * before[from + edge] +
          weights[3] * before[from + edge + 1];
        light[index] += value;
        now[to] = clear[index] * value;
      }
    }
    [before, now] = [now, before];
  }
}

/** The greatest value among each place and its 26 neighbours. */
function mostAround(values: Float32Array, width: number): Float32Array {
  let current = values;
  for (const step of [1, width, width * width]) {
    const out = current.slice();
    for (let i = 0; i < current.length; i++) {
      const place = Math.floor(i / step) % width;
      if (place > 0 && current[i - step] > out[i]) out[i] = current[i - step];
      if (place < width - 1 && current[i + step] > out[i]) out[i] = current[i + step];
    }
    current = out;
  }
  return current;
}
