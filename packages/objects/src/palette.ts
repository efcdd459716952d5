import type { Rng } from '@modeseek/core';
import { Color } from 'three';

/**
 * Named colours: hue in degrees (may pass 360), saturation and lightness in percent, each a [low, high]
 * range.
 */
export const COLOUR_RANGES = {
  red: [
    [-8, 8],
    [70, 95],
    [38, 50],
  ],
  orange: [
    [20, 32],
    [85, 100],
    [48, 56],
  ],
  yellow: [
    [48, 56],
    [85, 100],
    [50, 60],
  ],
  green: [
    [105, 145],
    [50, 80],
    [28, 45],
  ],
  turquoise: [
    [172, 184],
    [60, 85],
    [42, 55],
  ],
  blue: [
    [212, 232],
    [65, 90],
    [38, 52],
  ],
  purple: [
    [268, 285],
    [45, 75],
    [36, 50],
  ],
  pink: [
    [325, 345],
    [70, 95],
    [68, 80],
  ],
  brown: [
    [18, 30],
    [45, 65],
    [22, 33],
  ],
  beige: [
    [34, 44],
    [35, 55],
    [70, 80],
  ],
  white: [
    [0, 360],
    [0, 8],
    [92, 99],
  ],
  grey: [
    [0, 360],
    [0, 6],
    [42, 60],
  ],
  black: [
    [0, 360],
    [0, 10],
    [5, 13],
  ],
  golden: [
    [42, 48],
    [75, 90],
    [42, 52],
  ],
} as const satisfies Record<string, readonly (readonly [number, number])[]>;

export type ColourName = keyof typeof COLOUR_RANGES;
export const COLOUR_NAMES = Object.keys(COLOUR_RANGES) as ColourName[];

/** A random shade of a named colour, in display (sRGB) values. */
export function shadeOf(name: ColourName, rng: Rng): Color {
  const [hue, saturation, lightness] = COLOUR_RANGES[name].map(([low, high]) => rng.uniform(low, high));
  return hsl(hue, saturation, lightness);
}

/** The middle shade of a named colour, in display (sRGB) values: what a measured colour is compared with. */
export function middleOf(name: ColourName): Color {
  const [hue, saturation, lightness] = COLOUR_RANGES[name].map(([low, high]) => (low + high) / 2);
  return hsl(hue, saturation, lightness);
}

/**
 * A colour from hue in degrees, saturation and lightness in percent, stored as display values without
 * conversion.
 */
export function hsl(hue: number, saturation: number, lightness: number): Color {
  const colour = new Color();
  const c = (1 - Math.abs((2 * lightness) / 100 - 1)) * (saturation / 100);
  const channel = (n: number) => {
    const k = (n + hue / 30 + 12) % 12;
    return lightness / 100 - (c / 2) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  };
  colour.r = channel(0);
  colour.g = channel(8);
  colour.b = channel(4);
  return colour;
}

/** A random named colour among `names` (all by default), and a shade of it. */
export function randomColour(
  rng: Rng,
  names: readonly ColourName[] = COLOUR_NAMES,
): { name: ColourName; colour: Color } {
  const name = rng.pick(names);
  return { name, colour: shadeOf(name, rng) };
}
