import { Rng } from '@modeseek/core';

const SIDE = 32;
const MASK = SIDE - 1;
const TABLE = new Float32Array(SIDE ** 3);
{
  const rng = new Rng('noise');
  for (let i = 0; i < TABLE.length; i++) TABLE[i] = rng.uniform();
}

/** White noise that is constant in unit cells: in [0, 1), the same every 32 cells. */
export function cellNoise(x: number, y: number, z: number): number {
  return TABLE[((((Math.floor(z) & MASK) << 5) | (Math.floor(y) & MASK)) << 5) | (Math.floor(x) & MASK)];
}

/** Value noise: trilinear between random values at integer points, in [0, 1). */
export function smoothNoise(x: number, y: number, z: number): number {
  const fx = Math.floor(x);
  const fy = Math.floor(y);
  const fz = Math.floor(z);
  const a = x - fx;
  const b = y - fy;
  const c = z - fz;
  const x0 = fx & MASK;
  const x1 = (fx + 1) & MASK;
  const y0 = (fy & MASK) << 5;
  const y1 = ((fy + 1) & MASK) << 5;
  const z0 = (fz & MASK) << 10;
  const z1 = ((fz + 1) & MASK) << 10;
  const low = TABLE[z0 | y0 | x0] * (1 - a) + TABLE[z0 | y0 | x1] * a;
  const lowFar = TABLE[z0 | y1 | x0] * (1 - a) + TABLE[z0 | y1 | x1] * a;
  const high = TABLE[z1 | y0 | x0] * (1 - a) + TABLE[z1 | y0 | x1] * a;
  const highFar = TABLE[z1 | y1 | x0] * (1 - a) + TABLE[z1 | y1 | x1] * a;
  return (low * (1 - b) + lowFar * b) * (1 - c) + (high * (1 - b) + highFar * b) * c;
}
