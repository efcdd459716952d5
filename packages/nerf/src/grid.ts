import { FEATURES_PER_LEVEL, type FieldConfig } from './config.ts';
import type { GridLevel } from './encodings/encoding.ts';

/** Entries of all levels together. */
export function tableEntries(levels: readonly GridLevel[]): number {
  return levels.reduce((sum, level) => sum + level.size, 0);
}

/** Whether a point lies in the cube [-1, 1]^3. Not-a-number does not. */
export function insideCube(x: number, y: number, z: number): boolean {
  return Math.abs(x) <= 1 && Math.abs(y) <= 1 && Math.abs(z) <= 1;
}

/**
 * The eight vertices around a point of the cube: table entries and trilinear weights, x varying fastest.
 * Positions are rounded to float32 as the fast kernels do, so that all find the same cell.
 * @param entries receives 8 entries from `at` on
 * @param weights receives 8 weights from `at` on, which sum to 1
 */
export function cellCorners(
  level: GridLevel,
  x: number,
  y: number,
  z: number,
  entries: Int32Array,
  weights: Float32Array | Float64Array,
  at = 0,
): void {
  const { resolution, offset, size, hashed, multipliers } = level;
  const [mx, my, mz] = multipliers;
  const fx = Math.fround(Math.fround(x * 0.5 + 0.5) * resolution);
  const fy = Math.fround(Math.fround(y * 0.5 + 0.5) * resolution);
  const fz = Math.fround(Math.fround(z * 0.5 + 0.5) * resolution);
  const ix = Math.min(Math.floor(fx), resolution - 1);
  const iy = Math.min(Math.floor(fy), resolution - 1);
  const iz = Math.min(Math.floor(fz), resolution - 1);
  for (let corner = 0; corner < 8; corner++) {
    const dx = corner & 1;
    const dy = (corner >> 1) & 1;
    const dz = corner >> 2;
    const a = Math.imul(ix + dx, mx);
    const b = Math.imul(iy + dy, my);
    const c = Math.imul(iz + dz, mz);
    entries[at + corner] = offset + (hashed ? (a ^ b ^ c) & (size - 1) : a + b + c);
    weights[at + corner] =
      (dx ? fx - ix : 1 - fx + ix) * (dy ? fy - iy : 1 - fy + iy) * (dz ? fz - iz : 1 - fz + iz);
  }
}

/** Weight of each level when `active` levels are on: 1, then the fraction for the one fading in, then 0. */
export function levelWeights(levels: number, active: number): Float32Array {
  return Float32Array.from({ length: levels }, (_, index) => Math.min(1, Math.max(0, active - index)));
}

/** Features that the grid hands to the network. */
export function inputCount(config: FieldConfig): number {
  return config.levels * FEATURES_PER_LEVEL;
}
