import type { Color } from 'three';
import type { Swatch } from './look.ts';
import type { Maker } from './maker.ts';
import { hsl } from './palette.ts';
import { cylinder } from './parts.ts';

/** Adds a wheel that rolls along z: a black tyre and a hub that stands out of it on both sides. */
export function addWheel(
  make: Maker,
  at: readonly [number, number, number],
  radius: number,
  width: number,
  hub: Swatch | Color = hsl(0, 0, 78),
): void {
  const turn = [0, 0, Math.PI / 2] as const;
  make.add(cylinder(radius, radius, width, 20), hsl(0, 0, 10), { at, turn });
  make.add(cylinder(radius * 0.52, radius * 0.52, width + 0.05, 12), hub, { at, turn });
}
