import { CapsuleGeometry, type Color, SphereGeometry, TorusGeometry } from 'three';
import type { Swatch } from './look.ts';
import type { Maker } from './maker.ts';
import { hsl } from './palette.ts';
import { ball, cylinder } from './parts.ts';

type Ink = Swatch | Color;

/**
 * Two eyes at x and -x, white with black pupils, so that they show on any body. `outwards` is the angle of
 * their gaze from +z: 0 for eyes in a face, near a right angle for eyes on the sides of a head.
 */
export function addEyes(
  make: Maker,
  [x, y, z]: readonly [number, number, number],
  radius: number,
  { outwards = 0.25, white = hsl(0, 0, 97) as Ink } = {},
): void {
  for (const side of [-1, 1]) {
    make.add(ball(radius, 10), white, { at: [side * x, y, z] });
    make.add(ball(radius * 0.65, 8), hsl(0, 0, 4), {
      at: [side * (x + 0.55 * radius * Math.sin(outwards)), y, z + 0.55 * radius * Math.cos(outwards)],
    });
  }
}

/** Where four legs stand, how high they reach, how thick they are. */
export interface Legs {
  x: number;
  front: number;
  back: number;
  height: number;
  radius: number;
  /** Colour of hooves or paws. */
  feet: Ink;
  /** Paws are balls that reach forwards; hooves go straight down. */
  paws?: boolean;
}

/** Four legs of an animal, from the ground up. */
export function addLegs(make: Maker, ink: Ink, { x, front, back, height, radius, feet, paws }: Legs): void {
  for (const side of [-x, x])
    for (const z of [front, back]) {
      make.add(cylinder(radius * 1.15, radius, height, 10), ink, { at: [side, height / 2, z] });
      if (paws)
        make.add(ball(radius * 1.25, 10), feet, {
          at: [side, radius * 0.7, z + radius * 0.5],
          stretch: [1, 0.7, 1.3],
        });
      else make.add(cylinder(radius * 1.12, radius * 1.3, 0.16, 10), feet, { at: [side, 0.07, z] });
    }
}

/**
 * A round patch on the unit ball of `make`, in a direction, of an angle in radians between its middle and its
 * edge.
 */
export function addSpot(
  make: Maker,
  direction: readonly [number, number, number],
  angle: number,
  ink: Ink,
): void {
  // A ball through the patch's edge whose top stands out by `height`.
  const height = 0.04;
  const length = Math.hypot(...direction);
  const distance = ((1 + height) ** 2 - 1) / (2 * (1 + height - Math.cos(angle)));
  const [x, y, z] = direction.map((d) => (d / length) * distance);
  make.add(ball(1 + height - distance, 10), ink, { at: [x, y, z] });
}

/** A band around the z axis of the unit ball, between two angles from its +z pole. */
export const band = (from: number, to: number) =>
  new SphereGeometry(1.03, 24, 4, 0, 2 * Math.PI, from, to - from).rotateX(Math.PI / 2);

/** A smiling mouth, facing +z, `width` from corner to corner. */
export const smile = (width: number, thickness: number) =>
  new TorusGeometry(width * 0.6, thickness, 6, 12, 1.97).rotateZ(-Math.PI / 2 - 0.985);

/** A capsule along y with fewer triangles than `capsule`: arms, legs and snouts. */
export const coarseCapsule = (radius: number, length: number) => new CapsuleGeometry(radius, length, 4, 12);
