import { describe, expect, test } from '@jest/globals';
import { relativeError } from '@modeseek/core';
import { gridLevels } from './encodings/index.ts';
import { fillParameters, randomPoints, SMALL } from './problem.fixture.ts';
import { ReferenceField } from './reference-field.ts';

async function loss(field: ReferenceField, problem: ReturnType<typeof randomPoints>): Promise<number> {
  const { points, densityGradient, colourGradient } = problem;
  const { density, colour } = await field.query(points, densityGradient.length);
  let sum = 0;
  for (let i = 0; i < density.length; i++) sum += density[i] * densityGradient[i];
  for (let i = 0; i < colour.length; i++) sum += colour[i] * colourGradient[i];
  return sum;
}

/**
 * Few points, and a seed for which no hidden unit of any crosses the ReLU's kink within the difference's
 * step.
 */
const POINTS = 10;
const SEED = 1;

describe('gradients agree with central differences', () => {
  const [direct, , hashed] = gridLevels(SMALL);
  const kinds = [
    { kind: 'table, direct level', name: 'table', begin: direct.offset * 2, end: direct.size * 2 },
    {
      kind: 'table, hashed level',
      name: 'table',
      begin: hashed.offset * 2,
      end: (hashed.offset + hashed.size) * 2,
    },
    { kind: 'hidden weights', name: 'hidden.weight', begin: 0, end: 64 },
    { kind: 'output weights', name: 'output.weight', begin: 0, end: 32 },
  ];
  for (const activeLevels of [4, 2.5]) {
    test.each(kinds)(`$kind, ${activeLevels} active levels`, async ({ name, begin, end }) => {
      expect([direct.hashed, hashed.hashed]).toEqual([false, true]);
      const field = new ReferenceField(SMALL);
      fillParameters(field, 1);
      field.setActiveLevels(activeLevels);
      const problem = randomPoints(POINTS, SEED);
      await field.forward(problem.points, POINTS);
      await field.backward(problem.densityGradient, problem.colourGradient);
      const { data, gradient } = field.parameters.find((p) => p.name === name)!;
      const differences: number[] = [];
      for (let i = begin; i < end; i++) {
        const value = data[i];
        data[i] = value + 2e-3;
        const above = data[i];
        const lossAbove = await loss(field, problem);
        data[i] = value - 2e-3;
        differences.push((lossAbove - (await loss(field, problem))) / (above - data[i]));
        data[i] = value;
      }
      expect(relativeError(gradient.subarray(begin, end), differences)).toBeLessThan(1e-3);
    });
  }
});

test('gradients add up over calls until they are set to zero', async () => {
  const field = new ReferenceField(SMALL);
  fillParameters(field, 1);
  const { points, densityGradient, colourGradient } = randomPoints(10, 2);
  await field.forward(points, 10);
  await field.backward(densityGradient, colourGradient);
  const once = field.parameters.map(({ gradient }) => gradient.map((g) => 2 * g));
  await field.backward(densityGradient, colourGradient);
  field.parameters.forEach(({ gradient }, i) => {
    expect(relativeError(gradient, once[i])).toBeLessThan(1e-6);
  });
  await field.zeroGradients();
  for (const { gradient } of field.parameters) expect(gradient.every((g) => g === 0)).toBe(true);
});

test('levels that are not active give no features and get no gradient', async () => {
  const field = new ReferenceField(SMALL);
  fillParameters(field, 1);
  const { points, densityGradient, colourGradient } = randomPoints(50, 2);
  field.setActiveLevels(2);
  const before = await field.forward(points, 50);
  await field.backward(densityGradient, colourGradient);
  const [table] = field.parameters;
  const firstOff = gridLevels(SMALL)[2].offset * 2;
  expect(table.gradient.subarray(0, firstOff).some((g) => g !== 0)).toBe(true);
  expect(table.gradient.subarray(firstOff).every((g) => g === 0)).toBe(true);
  table.data.fill(7, firstOff);
  expect(await field.query(points, 50)).toEqual(before);
});
