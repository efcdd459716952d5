import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { wasmKernels } from '@modeseek/backend/src/wasm/index.ts';
import { aroundViews, type Field, Rng, relativeError } from '@modeseek/core';
import { fillParameters, SMALL } from '@modeseek/nerf/src/problem.fixture.ts';
import { createRenderer, hostRenderKernels } from '@modeseek/renderer';
import { expectAgreement } from './agreement.fixture.ts';
import { compareWithHost } from './rendering.fixture.ts';

describe.each([
  ['plain', false],
  ['the engine’s best', undefined],
])('rendering on WebAssembly, %s SIMD', (_, relaxed) => {
  const kernels = wasmKernels(2, relaxed);
  let field: Field;
  beforeAll(async () => {
    field = await kernels.field(SMALL);
  });
  afterAll(() => field.dispose());

  test('agrees with sampling and compositing on the host', async () => {
    expectAgreement(await compareWithHost(field, kernels), 3, 7);
  });

  test('a render of more samples than the field takes at once is the host’s', async () => {
    const errors = await compareWithHost(field, kernels, { samplesAtOnce: 700 });
    expectAgreement(errors, 3, 7);
    expect(errors['in plain colours'].opacity).toBe(0);
  });
});

test('what lies behind a surface is not asked of the field, and that changes nothing', async () => {
  const kernels = wasmKernels(2);
  const ball = await kernels.field({ ...SMALL, densityBias: 60, blobRadius: 1 });
  const samples = async (by: typeof hostRenderKernels, options = {}) => {
    const renderer = createRenderer(ball, { samplesPerDiagonal: 200, ...options }, by);
    const { colour } = await renderer.render(aroundViews(1), 16, 16, new Rng(1));
    return { colour, count: renderer.sampleCount };
  };
  const [host, ours] = [await samples(hostRenderKernels), await samples(kernels)];
  expect(relativeError(ours.colour, host.colour)).toBeLessThan(1e-5);
  expect(ours.count).toBeLessThan(0.8 * host.count);
  const never = await samples(kernels, { transmittanceEnd: 0 });
  expect(never.count).toBe(host.count);
  expect(relativeError(never.colour, host.colour)).toBeLessThan(1e-3);
  // Rays of several waves.
  expectAgreement(await compareWithHost(ball, kernels, { samplesPerDiagonal: 200 }), 3, 7);
  // As many as there can be, the last of all that is left.
  expectAgreement(
    await compareWithHost(ball, kernels, { samplesPerDiagonal: 600, transmittanceEnd: 0 }),
    3,
    7,
  );
  await ball.dispose();
});

test('any number of threads gives the same bytes, and so does a larger render in between', async () => {
  const render = async (threads: number) => {
    const kernels = wasmKernels(threads);
    const field = await kernels.field(SMALL);
    fillParameters(field, 4);
    const renderer = createRenderer(field, {}, kernels);
    const views = aroundViews(2);
    const of = async (size: number) => {
      const { colour, opacity, depth } = await renderer.render(views, size, size, new Rng(1));
      await renderer.backward({ colour, opacity, depth });
      return [colour, opacity, depth];
    };
    const first = await of(24);
    await of(48);
    await field.zeroGradients();
    const again = await of(24);
    const gradients = field.parameters.map(({ gradient }) => gradient.slice());
    await field.dispose();
    expect(again).toEqual(first);
    return [...first, ...gradients];
  };
  expect(await render(3)).toEqual(await render(1));
});

test('rays that meet nothing gather nothing', async () => {
  const kernels = wasmKernels(1);
  const field = await kernels.field(SMALL);
  const renderer = createRenderer(field, {}, kernels);
  renderer.occupancy.cells.fill(0);
  const { colour, opacity } = await renderer.render(aroundViews(1), 8, 8, new Rng(1));
  await renderer.backward({ colour });
  expect(renderer.sampleCount).toBe(0);
  expect([...opacity].every((each) => each === 0)).toBe(true);
  await field.dispose();
});
