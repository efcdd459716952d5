// Sampling and compositing where the field is, against the host's.
import { aroundViews, type Field, Rng, relativeError, type ShadingMode } from '@modeseek/core';
import { fillParameters } from '@modeseek/nerf/src/problem.fixture.ts';
import {
  createRenderer,
  hostRenderKernels,
  type RendererOptions,
  type RenderKernels,
} from '@modeseek/renderer';

const SIZE = 20;
const OPTIONS = { samplesPerDiagonal: 40, occupancy: { resolution: 10 } };

/**
 * What a field's renderer gives, and the parameters' gradients by it.
 * @param empty whether half of the cube is known to be empty
 */
async function results(
  field: Field,
  kernels: RenderKernels,
  shading: ShadingMode,
  empty: boolean,
  options = {},
) {
  const renderer = createRenderer(field, { ...OPTIONS, ...options }, kernels);
  if (empty) renderer.occupancy.cells.fill(0, 0, renderer.occupancy.cells.length / 2);
  const views = aroundViews(3).map((view) => ({ ...view, shading, light: [0.6, 0.64, 0.48] as const }));
  const { colour, opacity, depth } = await renderer.render(views, SIZE, SIZE, new Rng(1), { normals: true });
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
  const all = { colour, opacity, depth, preview: preview.colour, ...Object.fromEntries(gradients) };
  return all as Record<string, Float32Array>;
}

/** Relative errors by quantity, for each way to render. */
export async function compareWithHost(
  field: Field,
  kernels: RenderKernels,
  options: Partial<RendererOptions> = {},
) {
  fillParameters(field, 4);
  await field.push();
  const { samplesAtOnce: _, ...same } = options;
  const compare = async (shading: ShadingMode, empty: boolean) => {
    const host = await results(field, hostRenderKernels, shading, empty, same);
    const ours = await results(field, kernels, shading, empty, options);
    return Object.fromEntries(
      Object.entries(host).map(([name, values]) => [name, relativeError(ours[name], values)]),
    );
  };
  return {
    'in plain colours': await compare('albedo', false),
    'half of the cube empty': await compare('albedo', true),
    'in the light': await compare('lambertian', false),
  };
}
