// Makes a textured mesh of an object from pictures of it whose cameras are known.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startCompute } from '@modeseek/backend';
import { Rng, resample, type SeenViews, type View } from '@modeseek/core';
import { exportMesh } from '@modeseek/mesh';
import { createField } from '@modeseek/nerf';
import { encodePng } from '@modeseek/node';
import { fit } from '@modeseek/trainer';
import { readTransforms } from './transforms.ts';

const { values } = parseArgs({
  options: {
    in: { type: 'string', default: 'mug' },
    out: { type: 'string', default: 'mug.glb' },
    scale: { type: 'string', default: '1' },
    size: { type: 'string', default: '64' },
    steps: { type: 'string', default: '400' },
    resolution: { type: 'string', default: '96' },
  },
});
const size = Number(values.size);

// Each picture is laid over black and over white: the two differ by what shines through, which tells the
// opacity.
const shots = readTransforms(join(values.in, 'transforms.json'), Number(values.scale));
const views: View[] = [];
const data = new Float32Array(shots.length * 2 * size * size * 3);
for (const { camera, size: edge, colour, opacity } of shots) {
  for (const background of [0, 1]) {
    const over = colour.map((value, i) => value + (1 - opacity[Math.floor(i / 3)]) * background);
    const picture = resample({ data: over, batch: 1, height: edge, width: edge }, 3, size, size);
    data.set(picture, views.length * size * size * 3);
    views.push({
      camera,
      shading: 'albedo',
      light: [0, 1, 0],
      background: [background, background, background],
    });
  }
}
const known: SeenViews = {
  images: { data, batch: views.length, height: size, width: size },
  // Pictures tell no points; with a `geometryWeight` of 0 these two are not looked at.
  opacity: new Float32Array(0),
  points: new Float32Array(0),
};

const compute = await startCompute('auto');
const rng = new Rng(0);
const field = await createField({ finestResolution: 2 * size }, rng, compute.kernels);
const steps = Number(values.steps);
let mean = 0;
await fit(field, compute.kernels, views, known, rng, {
  steps,
  raysPerStep: 2048,
  geometryWeight: 0,
  onStep: (step, loss) => {
    mean = step === 1 ? loss : 0.9 * mean + 0.1 * loss;
    if (step % 20 === 0)
      console.log(`step ${step} of ${steps}: PSNR ${(-10 * Math.log10(mean)).toFixed(1)} dB`);
  },
});
const { files, triangles } = await exportMesh((points, count) => field.query(points, count), encodePng, {
  resolution: Number(values.resolution),
});
writeFileSync(values.out, files[0].bytes);
console.log(`${values.out}: ${triangles} triangles`);
await field.dispose();
await compute.dispose();
