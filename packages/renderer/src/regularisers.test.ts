import { describe, expect, test } from '@jest/globals';
import { Rng, relativeError } from '@modeseek/core';
import { centralDifferences } from './finite-differences.fixture.ts';
import { opacityEntropy, orientation, type Regulariser, smoothness, sparsity } from './regularisers.ts';

const rng = new Rng(1);
const images = { batch: 2, height: 5, width: 4 };
const rays = 40;
const uniforms = (length: number, low: number, high: number) =>
  Float32Array.from({ length }, () => rng.uniform(low, high));
const opacity = uniforms(rays, 0.3, 0.95);
const depth = opacity.map((o) => o * rng.uniform(2.5, 2.53));
const normals = uniforms(rays * 3, -1, 1);
const directions = uniforms(rays * 3, -0.6, 0.6);

const cases: [string, () => Regulariser, (keyof Regulariser['gradient'])[]][] = [
  ['sparsity', () => sparsity({ opacity }), ['opacity']],
  ['opacityEntropy', () => opacityEntropy({ opacity }), ['opacity']],
  ['smoothness', () => smoothness({ opacity, depth, images }), ['opacity', 'depth']],
  ['orientation', () => orientation({ opacity, normals }, { directions }), ['normals']],
];

describe.each(cases)('%s', (_, regulariser, inputs) => {
  test.each(inputs)('gradient by %s against central differences', async (input) => {
    const variable = { opacity, depth, normals }[input];
    const differences = await centralDifferences(() => regulariser().loss, variable, 3e-5);
    expect(relativeError(regulariser().gradient[input] ?? [], differences)).toBeLessThan(1e-3);
  });
});

test('sparsity and entropy have their closed forms', () => {
  const half = { opacity: new Float32Array(3).fill(0.5) };
  expect(sparsity(half).loss).toBeCloseTo(Math.sqrt(0.26), 6);
  expect(opacityEntropy(half).loss).toBeCloseTo(Math.log(2), 6);
  expect(opacityEntropy({ opacity: Float32Array.of(0, 1) }).gradient.opacity).toEqual(new Float32Array(2));
});

test('a plane is smooth and a bump is not', () => {
  const solid = new Float32Array(rays).fill(1);
  const plane = Float32Array.from({ length: rays }, (_, i) => 2 + 0.03 * (i % 4));
  expect(smoothness({ opacity: solid, depth: plane, images }).loss).toBeCloseTo(0, 6);
  plane[9] += 0.05;
  expect(smoothness({ opacity: solid, depth: plane, images }).loss).toBeGreaterThan(0.05);
});

test('only surfaces that face away are penalised', () => {
  const one = { opacity: Float32Array.of(0.5) };
  const ahead = { directions: Float32Array.of(0, 0, -1) };
  expect(orientation({ ...one, normals: Float32Array.of(0, 0, 1) }, ahead).loss).toBe(0);
  expect(orientation({ ...one, normals: Float32Array.of(0, 0, -1) }, ahead).loss).toBe(0.5);
});
