// Distils an object from a diffusion model of one's own: here one that is known in closed form.
import { parseArgs } from 'node:util';
import { startCompute } from '@modeseek/backend';
import { aroundViews, cameraRays, PixelDrawing, type View } from '@modeseek/core';
import type { Denoiser } from '@modeseek/guidance';
import { exportMesh } from '@modeseek/mesh';
import { createField } from '@modeseek/nerf';
import { encodePng, FolderStore } from '@modeseek/node';
import { createGuidance, fieldConfig, fieldRng, parseConfig, Run, train } from '@modeseek/trainer';

const { values } = parseArgs({
  options: {
    prompt: { type: 'string', default: 'a ball' },
    seed: { type: 'string', default: '0' },
    steps: { type: 'string', default: '30' },
    out: { type: 'string', default: 'ball' },
  },
});

/** Edge of the model's pictures, in pixels. */
const SIZE = 32;

/** All objects that the model knows. */
const OBJECTS = [
  { name: 'a red ball', radius: 0.6, colour: [0.85, 0.1, 0.1] },
  { name: 'a blue ball', radius: 0.6, colour: [0.1, 0.2, 0.85] },
];

/** What a ball looks like from a view: `[SIZE, SIZE, 3]`, in [-1, 1]. */
function drawBall({ radius, colour }: (typeof OBJECTS)[number], { camera, background }: View): Float32Array {
  const { origins, directions } = cameraRays(camera, SIZE, SIZE);
  return new Float32Array(SIZE * SIZE * 3).map((_, i) => {
    const ray = i - (i % 3);
    const along = [0, 1, 2].reduce((sum, axis) => sum + origins[ray + axis] * directions[ray + axis], 0);
    const squared = origins[ray] ** 2 + origins[ray + 1] ** 2 + origins[ray + 2] ** 2;
    const hit = squared - along ** 2 < radius ** 2; // the ray's nearest point to the centre
    return 2 * (hit ? colour : background)[i % 3] - 1;
  });
}

/** Standard deviation of the model's pictures of one object. */
const SPREAD = 0.05;

/**
 * The posterior mean of a mixture of normal distributions, one for each object: how likely each is, given all
 * the noisy pictures together; and its pictures, mixed with what was seen by the two variances.
 */
const denoiser: Denoiser = {
  async denoise(noisy, sigma, { prompt, views }) {
    const asked = OBJECTS.filter(({ name }) => name === prompt);
    const known = asked.length > 0 ? asked : OBJECTS; // all for "a ball", and where no prompt is given
    const pictures = known.map((object) =>
      Float32Array.from(views.flatMap((view) => [...drawBall(object, view)])),
    );
    const variance = SPREAD ** 2 + sigma ** 2;
    const logs = pictures.map(
      (mean) => -mean.reduce((sum, m, i) => sum + (noisy[i] - m) ** 2, 0) / 2 / variance,
    );
    const shares = logs.map((log) => 1 / logs.reduce((sum, other) => sum + Math.exp(other - log), 0));
    return noisy.map((z, i) => {
      const mean = pictures.reduce((sum, picture, k) => sum + shares[k] * picture[i], 0);
      return (SPREAD ** 2 * z + sigma ** 2 * mean) / variance;
    });
  },
};

const config = parseConfig({
  prompt: values.prompt,
  seed: Number(values.seed),
  steps: Number(values.steps),
  batch: 8,
  innerSteps: 10,
  innerStride: 2,
  resolution: SIZE,
  askResolution: SIZE,
  bandwidth: '0:3 1:0.3 log',
  bandwidthFloor: 0,
  samplerSteps: 6,
  outlineContrast: 1,
  fieldLevels: 6,
  fieldTableSize: 14,
  fieldFinestResolution: 48,
  previewEvery: 10,
});
const compute = await startCompute('auto');
const field = await createField(fieldConfig(config), fieldRng(config), compute.kernels);
const run = await Run.create(new FolderStore(values.out), config);
const { renderer } = await train({
  run,
  kernels: compute.kernels,
  field,
  guidance: createGuidance(config, denoiser),
  model: 'two balls',
  drawing: new PixelDrawing(SIZE, 0), // colours alone
  backend: compute.description,
  onEvent: (event) => {
    if (event.type !== 'step') return;
    console.log(`step ${event.step}: mean shift ${event.values.meanShift.toFixed(3)}`);
  },
});

// A picture of one pixel sees the middle of the ball.
const { colour } = await renderer.renderPreview(aroundViews(1), 1, 1);
const [red, green, blue] = colour;
const rgb = [red, green, blue].map((value) => value.toFixed(2)).join(' ');
console.log(`The ball is ${red > blue ? 'red' : 'blue'}: ${rgb}`);
const query = (points: Float32Array, count: number) => field.query(points, count);
const { files } = await exportMesh(query, encodePng, { resolution: 64, name: values.prompt });
for (const { name, bytes } of files) await run.store.write(name, bytes);
await field.dispose();
await compute.dispose();
