import type { Rng } from '@modeseek/core';
import type { Group } from 'three';

/** Ranges of the factors along x, y and z. */
const STRETCHES = {
  tall: { y: [1.3, 1.55] },
  short: { y: [0.58, 0.7] },
  wide: { x: [1.35, 1.6] },
  thin: { x: [0.52, 0.66] },
  long: { z: [1.35, 1.6] },
} as const satisfies Record<string, { [axis in 'x' | 'y' | 'z']?: readonly [number, number] }>;

/** Words for a shape that shared machinery stretches so. */
export type Proportion = keyof typeof STRETCHES;
export const PROPORTIONS = Object.keys(STRETCHES) as Proportion[];

/** Words of concepts that speak of the same thing: where one is said, no other stretch comes on top. */
const OF_SHAPE = new Set<string>([...PROPORTIONS, 'fat', 'low', 'flat', 'high-backed', 'narrow']);

/**
 * Those of a concept's stretches that leave true what it says of its shape: what is round or square stays so,
 * seen from above.
 */
export function stretchesBeside(
  adjectives: readonly string[],
  proportions: readonly Proportion[],
  round: boolean,
): readonly Proportion[] {
  if (adjectives.some((word) => OF_SHAPE.has(word))) return [];
  if (!adjectives.some((word) => word === 'round' || word === 'square')) return proportions;
  return round ? proportions.filter((word) => word === 'wide' || word === 'thin') : [];
}

/** Stretches the group so much that the word is true of it; `round` things keep their circles. */
export function stretch(group: Group, proportion: Proportion, round: boolean, rng: Rng): void {
  const ranges: { [axis in 'x' | 'y' | 'z']?: readonly [number, number] } = STRETCHES[proportion];
  for (const axis of ['x', 'y', 'z'] as const) {
    const range = ranges[axis];
    if (range) group.scale[axis] = rng.uniform(...range);
  }
  if (round && ranges.x) group.scale.z = group.scale.x;
}
