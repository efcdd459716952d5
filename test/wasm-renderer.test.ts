import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aroundViews, Rng, relativeError } from '@modeseek/core';
import { WasmField } from '@modeseek/nerf/src/kernels/wasm/wasm.ts';
import { fillParameters, SMALL } from '@modeseek/nerf/src/problem.fixture.ts';
import { createRenderer, type RadianceField } from '@modeseek/renderer';
import { expectAgreement } from './agreement.fixture.ts';
import { compareWithHost, onHost } from './rendering.fixture.ts';

describe.each([
  ['plain', false],
  ['the engine’s best', undefined],
])('rendering on WebAssembly, %s SIMD', (_, relaxed) => {
  let field: WasmField;
  beforeAll(async () => {
    field = await WasmField.start(SMALL, 2, relaxed);
  });
  afterAll(() => field.dispose());

  test('agrees with sampling and compositing on the host', async () => {
    expectAgreement(await compareWithHost(field), 3, 7);
  });

  test('a render of more samples than the field takes at once is the host’s', async () => {
    const errors = await compareWithHost(field, { samplesAtOnce: 700 });
    expectAgreement(errors, 3, 7);
    expect(errors['in plain colours'].opacity).toBe(0);
  });
});

test('what lies behind a surface is not asked of the field, and that changes nothing', async () => {
  const ball = await WasmField.start({ ...SMALL, densityBias: 60, blobRadius: 1 }, 2);
  const samples = async (field: RadianceField, options = {}) => {
    const renderer = createRenderer(field, { samplesPerDiagonal: 200, ...options });
    const { colour } = await renderer.render(aroundViews(1), 16, 16, new Rng(1));
    return { colour, count: renderer.sampleCount };
  };
  const [host, ours] = [await samples(onHost(ball)), await samples(ball)];
  expect(relativeError(ours.colour, host.colour)).toBeLessThan(1e-5);
  expect(ours.count).toBeLessThan(0.8 * host.count);
  const never = await samples(ball, { transmittanceEnd: 0 });
  expect(never.count).toBe(host.count);
  expect(relativeError(never.colour, host.colour)).toBeLessThan(1e-3);
  // Rays of several waves.
  expectAgreement(await compareWithHost(ball, { samplesPerDiagonal: 200 }), 3, 7);
  // As many as there can be, the last of all that is left.
  expectAgreement(await compareWithHost(ball, { samplesPerDiagonal: 600, transmittanceEnd: 0 }), 3, 7);
  await ball.dispose();
});

test('any number of threads gives the same bytes, and so does a larger render in between', async () => {
  const render = async (threads: number) => {
    const field = await WasmField.start(SMALL, threads);
    fillParameters(field, 4);
    const renderer = createRenderer(field);
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
  const field = await WasmField.start(SMALL, 1);
  const renderer = createRenderer(field);
  renderer.occupancy.cells.fill(0);
  const { colour, opacity } = await renderer.render(aroundViews(1), 8, 8, new Rng(1));
  await renderer.backward({ colour });
  expect(renderer.sampleCount).toBe(0);
  expect([...opacity].every((each) => each === 0)).toBe(true);
  await field.dispose();
});
