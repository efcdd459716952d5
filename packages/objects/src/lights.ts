import type { Color } from 'three';
import type { Maker } from './maker.ts';
import { hsl } from './palette.ts';
import { box } from './parts.ts';

type Point = readonly [number, number, number];

/**
 * A vehicle's lights, each on both sides, at x and -x: pale ones in front at `head`, red ones at its back at
 * `tail`.
 */
export function addLights(make: Maker, head: Point, tail: Point, red: Color = hsl(0, 90, 42)): void {
  for (const side of [-1, 1]) {
    make.add(box(0.2, 0.15, 0.08), hsl(52, 100, 84), { at: [side * head[0], head[1], head[2]] });
    make.add(box(0.17, 0.13, 0.08), red, { at: [side * tail[0], tail[1], tail[2]] });
  }
}
