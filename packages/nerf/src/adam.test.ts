import { expect, test } from '@jest/globals';
import { Rng, relativeError } from '@modeseek/core';
import { createAdam } from './adam.ts';
import { ReferenceField } from './kernels/reference.ts';
import { WasmField } from './kernels/wasm/wasm.ts';
import { fillParameters, SMALL } from './problem.fixture.ts';

const single = (value: number, gradient: number) => ({
  name: 'x',
  shape: [1],
  data: Float32Array.of(value),
  gradient: Float32Array.of(gradient),
});

test('two steps worked by hand', async () => {
  const parameter = single(1, 0.5);
  const adam = createAdam([parameter], { beta1: 0.5, beta2: 0.75, epsilon: 0 });
  // First step: corrected moments are g and g^2, so the step is the rate.
  await adam.update(0.1);
  expect(parameter.data[0]).toBeCloseTo(0.9, 6);
  // m = 0.5 * 0.25 + 0.5 * -1 = -0.375, / 0.75; v = 0.75 * 0.0625 + 0.25 = 0.296875, / 0.4375.
  parameter.gradient[0] = -1;
  await adam.update({ x: 0.1 });
  expect(parameter.data[0]).toBeCloseTo(0.9 + (0.1 * 0.5) / Math.sqrt(0.296875 / 0.4375), 6);
  expect(adam.steps).toBe(2);
});

test('an entry with no gradient keeps still when sparse, and coasts on its momentum otherwise', async () => {
  for (const sparse of [true, false]) {
    const parameter = single(1, 1);
    const adam = createAdam([parameter], { sparse: sparse ? ['x'] : [] });
    await adam.update(0.1);
    const value = parameter.data[0];
    parameter.gradient[0] = 0;
    await adam.update(0.1);
    expect(parameter.data[0] === value).toBe(sparse);
  }
});

test('a parameter without a rate is an error', async () => {
  await expect(createAdam([single(0, 1)]).update({ y: 1 })).rejects.toThrow('x');
});

test('wasm follows the reference, and goes on alike from restored moments', async () => {
  const reference = new ReferenceField(SMALL);
  const wasm = await WasmField.start(SMALL, 2);
  let wasmAdam = createAdam(wasm);
  const referenceAdam = createAdam(reference);
  for (const field of [reference, wasm]) fillParameters(field, 1);
  const rates = { table: 0.02, 'hidden.weight': 0.01, 'output.weight': 0.005 };
  for (let step = 0; step < 6; step++) {
    for (const field of [reference, wasm]) {
      const rng = new Rng(step);
      for (const { gradient } of field.parameters) {
        for (let i = 0; i < gradient.length; i++) gradient[i] = rng.chance(0.4) ? 0 : rng.normal();
      }
    }
    await referenceAdam.update(rates);
    await wasmAdam.update(rates);
    if (step === 2) {
      const restored = createAdam(wasm);
      restored.steps = wasmAdam.steps;
      restored.moments.forEach(({ first, second }, i) => {
        first.set(wasmAdam.moments[i].first);
        second.set(wasmAdam.moments[i].second);
      });
      wasmAdam = restored;
    }
  }
  wasm.parameters.forEach(({ data }, i) => {
    expect(relativeError(data, reference.parameters[i].data)).toBeLessThan(1e-6);
    expect(relativeError(wasmAdam.moments[i].first, referenceAdam.moments[i].first)).toBeLessThan(1e-5);
    expect(relativeError(wasmAdam.moments[i].second, referenceAdam.moments[i].second)).toBeLessThan(1e-5);
  });
  await wasm.dispose();
});
