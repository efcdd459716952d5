// Makes a textured mesh of a function that says how dense space is at a point, and of what colour.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { FieldQuery } from '@modeseek/core';
import { exportMesh } from '@modeseek/mesh';
import { encodePng } from '@modeseek/node';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'gyroid.glb' },
    resolution: { type: 'string', default: '96' },
  },
});

/** Density of the surface, per world unit. */
const SURFACE = 50;

/** A gyroid, a sheet that winds through space without ever meeting itself, within a ball of radius 0.9. */
function densityAt(x: number, y: number, z: number): number {
  const [a, b, c] = [7 * x, 7 * y, 7 * z];
  const sheet = Math.sin(a) * Math.cos(b) + Math.sin(b) * Math.cos(c) + Math.sin(c) * Math.cos(a);
  const depth = Math.min(0.4 - Math.abs(sheet), 4 * (0.9 - Math.hypot(x, y, z))); // above 0 inside
  return Math.max(0, SURFACE + 200 * depth);
}

/** Asked about many points at once, `[count, 3]`, in the cube from -1 to 1; the array may be longer. */
const query: FieldQuery = async (points, count) => {
  const density = new Float32Array(count);
  const colour = new Float32Array(count * 3);
  for (let i = 0; i < count; i++) {
    const [x, y, z] = points.subarray(i * 3, i * 3 + 3);
    density[i] = densityAt(x, y, z);
    colour.set([0.5 + 0.5 * x, 0.5 + 0.5 * y, 0.5 + 0.5 * z], i * 3);
  }
  return { density, colour };
};

const { files, triangles } = await exportMesh(query, encodePng, {
  resolution: Number(values.resolution),
  threshold: SURFACE,
  maxTriangles: 30_000,
  name: 'gyroid',
});
writeFileSync(values.out, files[0].bytes);
console.log(`${values.out}: ${triangles} triangles`);
