import { expect, test } from '@jest/globals';
import { Rng, type View } from '@modeseek/core';
import { createField } from '@modeseek/nerf';
import { createRenderer } from '@modeseek/renderer';
import { referenceKernels } from './kernels.ts';

const VIEWS = [0.3, 2].map(
  (azimuth): View => ({
    camera: { azimuth, elevation: 0.3, distance: 3.2, fieldOfView: 0.7 },
    shading: 'albedo',
    light: [0, 1, 0],
    background: [0.2, 0.9, 0.4],
  }),
);

/** Along a random direction in each kind of parameter: one number holds the errors of all entries. */
test('field and renderer together: the gradient by every kind of parameter against central differences', async () => {
  const rng = new Rng(4);
  const field = await createField(
    { levels: 3, log2TableSize: 8, baseResolution: 4, finestResolution: 12, hidden: 8 },
    rng,
    referenceKernels,
  );
  const [table] = field.parameters;
  for (let i = 0; i < table.data.length; i++) table.data[i] = 0.5 * rng.normal();
  const renderer = createRenderer(field, { samplesPerDiagonal: 24 });
  const render = () => renderer.render(VIEWS, 6, 6, new Rng(1));
  const { colour, opacity, depth } = await render();
  const weights = [colour, opacity, depth].map((output) => rng.normals(new Float32Array(output.length)));
  await renderer.backward({ colour: weights[0], opacity: weights[1], depth: weights[2] });
  const loss = async () => {
    const out = await render();
    return [out.colour, out.opacity, out.depth]
      .map((output, k) => output.reduce((sum, value, i) => sum + value * weights[k][i], 0))
      .reduce((a, b) => a + b, 0);
  };
  for (const { name, data, gradient } of field.parameters) {
    const direction = rng
      .normals(new Float32Array(data.length))
      .map((d, i) => d + 3 * Math.sign(gradient[i]));
    const start = data.slice();
    const step = 5e-5;
    const along = async (distance: number) => {
      for (let i = 0; i < data.length; i++) data[i] = start[i] + distance * direction[i];
      return loss();
    };
    const difference = ((await along(step)) - (await along(-step))) / (2 * step);
    data.set(start);
    const exact = gradient.reduce((sum, g, i) => sum + g * direction[i], 0);
    expect({
      name,
      error: Math.abs(exact / difference - 1) < 1e-3 ? 'small' : exact / difference - 1,
    }).toEqual({
      name,
      error: 'small',
    });
  }
});
