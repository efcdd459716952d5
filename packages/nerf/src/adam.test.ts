import { expect, test } from '@jest/globals';
import { referenceAdam } from './adam.ts';

const single = (value: number, gradient: number) => ({
  name: 'x',
  shape: [1],
  data: Float32Array.of(value),
  gradient: Float32Array.of(gradient),
});

test('two steps worked by hand', async () => {
  const parameter = single(1, 0.5);
  const adam = referenceAdam([parameter], { beta1: 0.5, beta2: 0.75, epsilon: 0 });
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
    const adam = referenceAdam([parameter], { sparse: sparse ? ['x'] : [] });
    await adam.update(0.1);
    const value = parameter.data[0];
    parameter.gradient[0] = 0;
    await adam.update(0.1);
    expect(parameter.data[0] === value).toBe(sparse);
  }
});

test('a parameter without a rate is an error', async () => {
  await expect(referenceAdam([single(0, 1)]).update({ y: 1 })).rejects.toThrow('x');
});
