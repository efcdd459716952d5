import type { Rng } from '@modeseek/core';
import type { Color } from 'three';
import { type ColourName, middleOf, shadeOf } from './palette.ts';

/** Colours of details and of the second colour of patterns. */
const ACCENTS: readonly ColourName[] = [
  'red',
  'orange',
  'yellow',
  'green',
  'turquoise',
  'blue',
  'purple',
  'pink',
  'white',
  'black',
];

/**
 * A random colour for a detail that stands out from parts of the colour `besides`: at least 0.5 away in RGB.
 */
export function accentColour(rng: Rng, besides: Color): { name: ColourName; colour: Color } {
  const distance = (name: ColourName) => {
    const other = middleOf(name);
    return Math.hypot(other.r - besides.r, other.g - besides.g, other.b - besides.b);
  };
  const name = rng.pick(ACCENTS.filter((accent) => distance(accent) >= 0.5));
  return { name, colour: shadeOf(name, rng) };
}
