import { describe, expect, test } from '@jest/globals';
import {
  ALL_PIXELS,
  AMBIENT_LIGHT,
  type Lattice,
  pickPixels,
  Rng,
  relativeError,
  SHADING_MODES,
  type ShadingMode,
  type View,
} from '@modeseek/core';
import { ballField, constantField, exponentialField } from './analytic-field.fixture.ts';
import { centralDifferences } from './finite-differences.fixture.ts';
import { intersectCube, viewRays } from './rays.ts';
import { createRenderer, type RenderedRays } from './renderer.ts';

const view = (azimuth: number, shading: ShadingMode = 'albedo'): View => ({
  camera: { azimuth, elevation: 0.3, distance: 3.2, fieldOfView: 0.7 },
  shading,
  light: [0.6, 0.64, 0.48],
  background: [0.1, 0.3, 0.9],
});

const exponential = () =>
  exponentialField(
    [0.5, -0.9, -0.4],
    -1.2,
    [0.5, -0.3, 0.2, 0.1, 0.8, -0.4, 0.3, 0.3, 0.6],
    [0.2, -0.4, 0.1],
  );

describe("a renderer's gradients by every parameter, against central differences", () => {
  const outputs = ['colour', 'opacity', 'depth', 'points', 'normals'] as const;
  const kinds = {
    direction: [0, 3],
    density: [3, 4],
    'colour weights': [4, 13],
    'colour bias': [13, 16],
  } as const;

  test.each(SHADING_MODES)('%s', async (shading) => {
    const field = exponential();
    const renderer = createRenderer(field, { samplesPerDiagonal: 24 });
    const views = [view(0.2, shading), view(2.5, shading)];
    const render = () => renderer.render(views, 5, 5, new Rng(9), { normals: true });
    const rng = new Rng(1);
    const first = await render();
    const weights = Object.fromEntries(
      outputs.map((key) => [key, rng.normals(new Float32Array(first[key].length))]),
    ) as unknown as RenderedRays;
    await renderer.backward(weights);
    const loss = async () => {
      const out = await render();
      return outputs.reduce(
        (sum, key) => out[key].reduce((s, value, i) => s + value * weights[key][i], sum),
        0,
      );
    };
    const differences = await centralDifferences(loss, field.parameters, 3e-3);
    for (const [kind, [begin, end]] of Object.entries(kinds)) {
      const error = relativeError(field.gradient.slice(begin, end), differences.slice(begin, end));
      if (shading === 'textureless' && kind.startsWith('colour')) {
        // Without texture the colours change nothing.
        expect([...field.gradient.slice(begin, end)]).toEqual(Array(end - begin).fill(0));
        expect([...differences.slice(begin, end)]).toEqual(Array(end - begin).fill(0));
      } else expect({ kind, right: error < 1e-3 }).toEqual({ kind, right: true });
    }
  });
});

test('a field that takes few samples at once sees and learns the same', async () => {
  const views = [view(0.2, 'lambertian'), view(2.5)];
  const [whole, parts] = await Promise.all(
    [1e6, 37].map(async (samplesAtOnce) => {
      const field = exponential();
      const renderer = createRenderer(field, { samplesPerDiagonal: 24, samplesAtOnce });
      const { colour } = await renderer.render(views, 5, 5, new Rng(9));
      await renderer.backward({ colour: new Rng(1).normals(new Float32Array(colour.length)) });
      expect(renderer.sampleCount).toBeGreaterThan(100);
      return { colour, gradient: field.gradient };
    }),
  );
  expect(parts.colour).toEqual(whole.colour);
  expect(relativeError(parts.gradient, whole.gradient)).toBeLessThan(1e-5);
});

test('the gradients of the four lattices of stride two add up to that of all pixels', async () => {
  const views = [view(0.2, 'lambertian'), view(2.5)];
  const size = 6;
  const middles = Object.assign(new Rng(1), { uniform: () => 0.5 }); // where samples lie must not change from render to render
  const gradient = async (lattices: Lattice[]) => {
    const field = exponential();
    const renderer = createRenderer(field, { samplesPerDiagonal: 24 });
    const weights = new Rng(1).normals(new Float32Array(2 * size * size * 3));
    for (const lattice of lattices) {
      await renderer.render(views, size, size, middles, { lattice });
      const picked = pickPixels({ data: weights, batch: 2, height: size, width: size }, lattice);
      await renderer.backward({ colour: picked.data });
    }
    return field.gradient;
  };
  const parts = [0, 1].flatMap((row) => [0, 1].map((column) => ({ stride: 2, row, column })));
  expect(relativeError(await gradient(parts), await gradient([ALL_PIXELS]))).toBeLessThan(1e-5);
});

test('a cube of constant density: opacity 1 - exp(-density L) along every ray, over the background', async () => {
  const views = [view(1)];
  const { opacity, images } = await createRenderer(constantField(0.8)).render(views, 8, 8, new Rng(1));
  const rays = viewRays(views, 8, 8);
  const span: [number, number] = [0, 0];
  for (let ray = 0; ray < rays.count; ray++) {
    const [ox, oy, oz] = rays.origins.subarray(ray * 3);
    const [dx, dy, dz] = rays.directions.subarray(ray * 3);
    const way = intersectCube(ox, oy, oz, dx, dy, dz, span) ? span[1] - span[0] : 0;
    expect(opacity[ray]).toBeCloseTo(1 - Math.exp(-0.8 * way), 4);
    expect(images.data[ray * 3]).toBeCloseTo(0.8 * opacity[ray] + 0.1 * (1 - opacity[ray]), 5);
  }
});

test('nothing at all shows the background, and goes backward', async () => {
  const field = constantField(0);
  const renderer = createRenderer(field);
  await renderer.occupancy.update(field, new Rng(1));
  const { images } = await renderer.render([view(0, 'lambertian')], 2, 2, new Rng(1));
  expect(renderer.sampleCount).toBe(0);
  expect([...images.data]).toEqual([...new Float32Array(Array(4).fill([0.1, 0.3, 0.9]).flat())]);
  await renderer.backward({ colour: images.data });
});

test('a lit ball is bright towards the light and ambient on the other side', async () => {
  const light: View['light'] = [0, 1, 0];
  const soft = ballField(0.7, 80, [1, 1, 1]);
  const renderer = createRenderer(soft, { normalStep: 0.05 });
  const { images } = await renderer.renderPreview([{ ...view(0, 'textureless'), light }], 33, 33);
  const at = (row: number) => images.data[(row * 33 + 16) * 3];
  expect(at(9)).toBeGreaterThan(0.75);
  expect(at(24)).toBeCloseTo(AMBIENT_LIGHT, 1);
});

test('a preview shows what a render shows, up to jitter, and leaves the gradient of the render alone', async () => {
  const field = exponential();
  const renderer = createRenderer(field, { samplesPerDiagonal: 200 });
  const views = [view(0.2, 'lambertian')];
  const { images } = await renderer.render(views, 8, 8, new Rng(1));
  const ones = new Float32Array(images.data.length).fill(1);
  await renderer.backward({ colour: ones });
  const expected = field.gradient.slice();
  field.gradient.fill(0);
  await renderer.render(views, 8, 8, new Rng(1));
  const preview = await renderer.renderPreview(views, 8, 8);
  await renderer.backward({ colour: ones });
  expect(field.gradient).toEqual(expected);
  expect(relativeError(preview.images.data, images.data)).toBeLessThan(0.01);
});
