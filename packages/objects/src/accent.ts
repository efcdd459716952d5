import type { Rng } from '@modeseek/core';
import type { Color } from 'three';
import { type ColourName, middleOf, shadeOf } from './palette.ts';

/** Colours of details. Without orange, so that every name takes the article "a". */
const ACCENTS: readonly ColourName[] = [
  'red',
  'yellow',
  'green',
  'turquoise',
  'blue',
  'purple',
  'pink',
  'white',
  'black',
];

/** A random colour for a detail that stands out from parts of the colour `besides`: at least 0.5 away in RGB. */
export function accentColour(rng: Rng, besides: ColourName): { name: ColourName; colour: Color } {
  const main = middleOf(besides);
  const distance = (name: ColourName) => {
    const other = middleOf(name);
    return Math.hypot(other.r - main.r, other.g - main.g, other.b - main.b);
  };
  const name = rng.pick(ACCENTS.filter((accent) => distance(accent) >= 0.5));
  return { name, colour: shadeOf(name, rng) };
}
