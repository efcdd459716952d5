import type { Swatch } from './look.ts';
import type { Maker } from './maker.ts';
import { hsl } from './palette.ts';
import { cylinder, lathe } from './parts.ts';

const DRINKS = { coffee: hsl(20, 55, 14), tea: hsl(25, 85, 39), milk: hsl(45, 50, 95) } as const;
export type Drink = keyof typeof DRINKS;

/**
 * The inside of a cup, a surface of revolution through `[radius, y]` from its bottom up; said where it is not
 * in the body's colour.
 */
export function addLining(
  make: Maker,
  profile: readonly (readonly [number, number])[],
  lining: Swatch,
): void {
  make.add(lathe(profile), lining);
  if (lining !== make.main) make.feature(`with a ${lining.name} inside`);
}

/** What is in a cup: a disc of `radius` at height `y`, and the word for it. */
export function addDrink(make: Maker, drink: Drink, radius: number, y: number): void {
  make.add(cylinder(radius, radius - 0.01, 0.03), DRINKS[drink], { at: [0, y, 0] });
  make.feature(`with ${drink}`);
}
