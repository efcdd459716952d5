// Sampling and compositing on WebGPU against the host's; run by webgpu.test.ts.
import type { Gpu } from '@modeseek/backend';
import { aroundViews, Rng, relativeError, type ShadingMode } from '@modeseek/core';
import { WebGpuField } from '@modeseek/nerf/src/kernels/webgpu/webgpu.ts';
import { fillParameters, SMALL } from '@modeseek/nerf/src/problem.fixture.ts';
import { createRenderer, type RadianceField } from '@modeseek/renderer';
import { onGpu } from './webgpu.fixture.ts';

const SIZE = 20;
const OPTIONS = { samplesPerDiagonal: 40, occupancy: { resolution: 10 } };

/** The same field without what lets a renderer keep samples on the GPU. */
function onHost(field: WebGpuField): RadianceField {
  return {
    forward: (points, count) => field.forward(points, count),
    backward: (density, colour) => field.backward(density, colour),
    query: (points, count) => field.query(points, count),
  };
}

/** @param empty whether half of the cube is known to be empty */
async function compare(gpu: Gpu, shading: ShadingMode, empty: boolean) {
  const field = new WebGpuField(SMALL, gpu);
  fillParameters(field, 4);
  await field.push();
  const views = aroundViews(3).map((view) => ({ ...view, shading, light: [0.6, 0.64, 0.48] as const }));
  const results = [];
  for (const of of [onHost(field), field]) {
    const renderer = createRenderer(of, OPTIONS);
    if (empty) renderer.occupancy.cells.fill(0, 0, renderer.occupancy.cells.length / 2);
    const rendered = await renderer.render(views, SIZE, SIZE, new Rng(1), { normals: true });
    const { colour, opacity, depth } = rendered;
    const rng = new Rng(2);
    await field.zeroGradients();
    await renderer.backward({
      colour: rng.normals(new Float32Array(colour.length)),
      opacity: rng.normals(new Float32Array(opacity.length)),
      depth: rng.normals(new Float32Array(depth.length)),
    });
    await field.pull();
    const preview = await renderer.renderPreview(views, SIZE, SIZE);
    const gradients = field.parameters.map(({ name, gradient }) => [`gradient of ${name}`, gradient.slice()]);
    results.push({ colour, opacity, depth, preview: preview.colour, ...Object.fromEntries(gradients) });
  }
  await field.dispose();
  const [host, ours] = results as Record<string, Float32Array>[];
  return Object.fromEntries(
    Object.entries(host).map(([name, values]) => [name, relativeError(ours[name], values)]),
  );
}

await onGpu(async (gpu) => ({
  'in plain colours': await compare(gpu, 'albedo', false),
  'half of the cube empty': await compare(gpu, 'albedo', true),
  'in the light': await compare(gpu, 'lambertian', false),
}));
