import type { FieldQuery } from '@modeseek/core';
import { queryEach } from '../query.ts';

/** Distance of the densities that are compared, world units: as the renderer has it for its light. */
const STEP = 0.02;

/**
 * Outward unit normals of a field at points: against the gradient of its density, by central differences; zero where
 * the density does not change.
 * @param points `[count, 3]`
 * @returns `[count, 3]`
 */
export async function fieldNormals(query: FieldQuery, points: Float32Array): Promise<Float32Array> {
  const count = points.length / 3;
  const normals = new Float32Array(points.length);
  await queryEach(
    query,
    count * 6,
    (i, out, at) => {
      const point = Math.floor(i / 6) * 3;
      for (let k = 0; k < 3; k++) out[at + k] = points[point + k];
      out[at + ((i >> 1) % 3)] += i % 2 ? STEP : -STEP;
      for (let k = at; k < at + 3; k++) out[k] = Math.min(1, Math.max(-1, out[k]));
    },
    (i, density) => {
      normals[Math.floor(i / 6) * 3 + ((i >> 1) % 3)] += i % 2 ? -density : density;
    },
  );
  for (let i = 0; i < normals.length; i += 3) {
    const length = Math.hypot(normals[i], normals[i + 1], normals[i + 2]) || 1;
    for (let k = 0; k < 3; k++) normals[i + k] /= length;
  }
  return normals;
}
