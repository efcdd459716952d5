import { expect, test } from '@jest/globals';
import { karrasLevels } from './noise-levels.ts';

test('levels fall from sigmaMax to sigmaMin evenly in σ^(1/ρ), then 0', () => {
  const levels = karrasLevels({ steps: 18, sigmaMin: 0.002, sigmaMax: 80 });
  expect(levels).toHaveLength(19);
  expect(levels[0]).toBeCloseTo(80, 10);
  // Values of Karras et al.'s EDM sampler for its default 18 steps, from the formula by hand.
  expect(levels[1]).toBeCloseTo(57.586, 2);
  expect(levels[17]).toBeCloseTo(0.002, 10);
  expect(levels[18]).toBe(0);
  const linear = karrasLevels({ steps: 3, sigmaMin: 1, sigmaMax: 5, rho: 1 });
  expect(linear).toEqual([5, 3, 1, 0]);
  expect(karrasLevels({ steps: 1, sigmaMin: 0.1, sigmaMax: 5 })[1]).toBe(0);
});
