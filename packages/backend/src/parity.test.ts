import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Field, relativeError } from '@modeseek/core';
import { FIELD_DEFAULTS, type FieldConfig, ReferenceField } from '@modeseek/nerf';
import { fillParameters, randomPoints, SMALL } from '@modeseek/nerf/src/problem.fixture.ts';
import type { Compute } from './compute.ts';
import { startCompute } from './start.ts';
import { tensorflowIsThere } from './tensorflow/tensorflow.fixture.ts';
import { WasmField } from './wasm/field.ts';

const KERNELS: Record<string, (config: FieldConfig) => Promise<Field>> = {
  wasm: (config) => WasmField.start(config, 2),
  'wasm without relaxed SIMD': (config) => WasmField.start(config, 2, false),
};

let tensorflow: Compute | undefined;
if (tensorflowIsThere()) {
  KERNELS.tensorflow = async (config) => {
    tensorflow ??= await startCompute('tensorflow', { threads: 2 });
    return tensorflow.kernels.field(config);
  };
}
afterAll(() => tensorflow?.dispose());

const CONFIGS: Record<string, FieldConfig> = {
  small: SMALL,
  'odd number of levels': { ...SMALL, levels: 3, hidden: 12 },
  'many levels, wide': { ...FIELD_DEFAULTS, log2TableSize: 12, hidden: 64 },
};

describe.each(Object.keys(KERNELS))('%s agrees with the reference', (kernels) => {
  describe.each(Object.keys(CONFIGS))('%s', (name) => {
    const config = CONFIGS[name];
    const reference = new ReferenceField(config);
    let field: Field;
    beforeAll(async () => {
      field = await KERNELS[kernels](config);
      fillParameters(reference, 5);
      fillParameters(field, 5);
      await field.push();
    });
    afterAll(() => field.dispose());

    test.each([
      { count: 1, active: config.levels },
      { count: 1100, active: config.levels },
      { count: 700, active: 1.25 },
    ])('$count points, $active levels active', async ({ count, active }) => {
      for (const f of [reference, field]) f.setActiveLevels(active);
      const { points, densityGradient, colourGradient } = randomPoints(count, count, count > 1 ? 1.02 : 1);
      const expected = await reference.forward(points, count);
      const actual = await field.forward(points, count);
      expect(actual.density).toHaveLength(count);
      expect(relativeError(actual.density, expected.density)).toBeLessThan(1e-5);
      expect(relativeError(actual.colour, expected.colour)).toBeLessThan(1e-5);
      for (const f of [reference, field]) {
        await f.zeroGradients();
        await f.query(randomPoints(3, 9).points, 3);
        await f.backward(densityGradient, colourGradient);
      }
      await field.pull();
      field.parameters.forEach(({ name, gradient }, i) => {
        expect(name).toBe(reference.parameters[i].name);
        expect(relativeError(gradient, reference.parameters[i].gradient)).toBeLessThan(1e-5);
      });
    });

    test('outside the cube, and at no number, density and colour are 0 and nothing gets a gradient', async () => {
      const points = Float32Array.of(1.01, 0, 0, 0, -3, 0, 0, 0, 1e30, Number.NaN, 0, 0, 0, Infinity, 0);
      const { density, colour } = await field.forward(points, 5);
      expect([...density, ...colour].every((v) => v === 0)).toBe(true);
      await field.zeroGradients();
      await field.backward(new Float32Array(5).fill(1), new Float32Array(15).fill(1));
      await field.pull();
      for (const { gradient } of field.parameters) expect(gradient.every((g) => g === 0)).toBe(true);
    });
  });
});

test('wasm: bitwise the same result on every run and with any number of threads', async () => {
  const count = 5000;
  const { points, densityGradient, colourGradient } = randomPoints(count, 4);
  const results: Buffer[] = [];
  for (const threads of [1, 3, 3]) {
    const field = await WasmField.start(FIELD_DEFAULTS, threads);
    fillParameters(field, 3);
    const { density, colour } = await field.forward(points, count);
    const arrays: Float32Array[] = [density.slice(), colour.slice()];
    await field.backward(densityGradient, colourGradient);
    arrays.push(...field.parameters.map(({ gradient }) => gradient));
    results.push(
      Buffer.concat(arrays.map((a) => Buffer.from(new Uint8Array(a.buffer, a.byteOffset, a.byteLength)))),
    );
    await field.dispose();
  }
  expect(results[1].equals(results[0])).toBe(true);
  expect(results[2].equals(results[0])).toBe(true);
});

test('wasm: a query larger than its buffer, and batches that grow', async () => {
  const field = await WasmField.start(SMALL, 2);
  fillParameters(field, 3);
  const count = 70_000;
  const { points } = randomPoints(count, 4);
  const queried = await field.query(points, count);
  for (const size of [10, 5000, count]) {
    const { density, colour } = await field.forward(points, size);
    expect(relativeError(queried.density.subarray(0, size), density)).toBe(0);
    expect(relativeError(queried.colour.subarray(0, size * 3), colour)).toBe(0);
  }
  await field.dispose();
});

test('wasm: a gradient that is not finite shows', async () => {
  const field = await WasmField.start(SMALL, 1);
  fillParameters(field, 3);
  const { points, densityGradient, colourGradient } = randomPoints(64, 4, 1);
  densityGradient[7] = Number.NaN;
  await field.forward(points, 64);
  await field.backward(densityGradient, colourGradient);
  expect(field.parameters[0].gradient.some(Number.isNaN)).toBe(true);
  expect(field.parameters[2].gradient.some(Number.isNaN)).toBe(true);
  expect(await field.gradientsAreFinite()).toBe(false);
  await field.zeroGradients();
  expect(await field.gradientsAreFinite()).toBe(true);
  await field.dispose();
});

test('wasm: one number anywhere that is not finite shows, and is cleared', async () => {
  const field = await WasmField.start(FIELD_DEFAULTS, 2);
  const [table, , output] = field.parameters.map(({ gradient }) => gradient);
  for (const [gradient, at] of [
    [table, 0],
    [table, 100_003],
    [table, table.length - 1],
    [output, output.length - 1],
  ] as const) {
    gradient[at] = Number.NEGATIVE_INFINITY;
    expect(await field.gradientsAreFinite()).toBe(false);
    await field.zeroGradients();
    expect(gradient[at]).toBe(0);
    expect(await field.gradientsAreFinite()).toBe(true);
  }
  await field.dispose();
});

test('wasm: a field disposed of refuses work instead of waiting for ever', async () => {
  const field = await WasmField.start(SMALL, 1);
  await field.dispose();
  await expect(field.forward(new Float32Array(3), 1)).rejects.toThrow('disposed');
});
