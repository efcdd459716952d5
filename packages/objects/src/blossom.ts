import type { BufferGeometry, Color } from 'three';
import type { Swatch } from './look.ts';
import type { Maker } from './maker.ts';
import { ball, type Placement } from './parts.ts';

/**
 * A wreath of `count` equal petals around the vertical, the first placed as it says and the others turned
 * around.
 */
export function addPetals(
  into: Maker,
  count: number,
  petal: BufferGeometry,
  ink: Swatch | Color,
  placement: Placement,
): void {
  for (let i = 0; i < count; i++)
    into.inside({ turn: [0, (i * 2 * Math.PI) / count, 0] }).add(petal, ink, placement);
}

/**
 * A flower some `size` in radius that opens upwards: seven petals, raised so that it shows from the side too,
 * around a heart.
 */
export function addDaisy(into: Maker, size: number, petals: Swatch | Color, heart: Color): void {
  addPetals(into, 7, ball(size * 0.5, 10), petals, {
    at: [0, size * 0.2, size * 0.55],
    turn: [-0.5, 0, 0],
    stretch: [0.75, 0.3, 1],
  });
  into.add(ball(size * 0.36, 12), heart, { at: [0, size * 0.2, 0] });
}
