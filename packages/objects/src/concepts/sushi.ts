import { CapsuleGeometry, TorusGeometry } from 'three';
import { defineConcept } from '../concept.ts';
import type { Maker } from '../maker.ts';
import { hsl } from '../palette.ts';
import { ball, box, cylinder, ring } from '../parts.ts';

export const sushi = defineConcept({
  name: 'sushi',
  synonyms: ['nigiri', 'maki', 'sushi roll'],
  category: 'food',
  symmetry: null,
  natural: ['orange', 'orange', 'red', 'pink', 'yellow'],
  never: ['white', 'black'],
  materials: ['golden', 'plush'],
  proportions: [],
  build(make) {
    const { rng } = make;
    const rolled = rng.chance(0.45);
    make.adjective(rolled ? 'rolled' : 'long');
    const pieces = rng.chance(0.35) ? 2 : 1;
    if (pieces === 2) make.feature('with two pieces');
    const roe = rng.chance(0.4);
    const belt = rng.chance(0.5);
    const marbled = rng.chance(0.5);
    for (let i = 0; i < pieces; i++) {
      const z = pieces === 1 ? 0 : i - 0.5;
      if (rolled) addRoll(make.inside({ at: [pieces === 1 ? 0 : 2 * z * 0.8, 0, 0] }), roe);
      else addNigiri(make.inside({ at: [0, 0, z * 1.25] }), belt, marbled);
    }
    if (rolled) {
      if (roe) make.feature('with roe');
    } else {
      if (belt) make.feature('with a seaweed belt');
      if (marbled) make.feature('with white lines');
    }
    const depth = pieces === 2 && !rolled ? 1.3 : 0.75;
    const wide = rolled && pieces === 1 ? 1.05 : 1.6;
    const board = rng.uniform();
    if (board < 0.35) {
      make.add(box(2 * wide, 0.16, 2 * depth), hsl(28, 50, 32), { at: [0, -0.09, 0] });
      for (const x of [-1, 1])
        make.add(box(0.24, 0.2, 2 * depth), hsl(28, 50, 24), { at: [x * wide * 0.65, -0.26, 0] });
      make.feature('on a board');
    } else if (board < 0.5) {
      make.add(cylinder(wide, wide * 0.8, 0.14, 36), hsl(0, 0, 15), { at: [0, -0.08, 0] });
      make.feature('on a black plate');
    }
    if (board < 0.5 && rng.chance(0.5)) {
      for (const z of [0.05, 0.24])
        make.add(cylinder(0.055, 0.04, 2.6, 8), hsl(5, 75, 38), {
          at: [0.1, 0.06, depth * 0.72 + z],
          turn: [0, 0.06 * z, Math.PI / 2],
        });
      make.feature('with chopsticks');
    }
  },
});

/** A slab of fish on a block of rice. */
function addNigiri(make: Maker, belt: boolean, marbled: boolean) {
  make.add(new CapsuleGeometry(0.42, 1.1, 4, 12), hsl(45, 15, 95), {
    at: [0, 0.34, 0],
    turn: [0, 0, Math.PI / 2],
    stretch: [0.8, 1, 1.05],
  });
  const fish = make.inside({ at: [0, 0.66, 0] });
  for (const [x, y, turn] of [
    [0, 0.06, 0],
    [-0.78, -0.06, 0.42],
    [0.78, -0.06, -0.42],
  ])
    fish.add(ball(1, 16), make.main, {
      at: [x, y, 0],
      turn: [0, 0, turn],
      stretch: [x ? 0.48 : 0.85, 0.24, 0.52],
    });
  if (marbled)
    for (let i = -2; i <= 2; i++)
      fish.add(new TorusGeometry(0.5, 0.04, 5, 10, Math.PI), hsl(30, 60, 95), {
        at: [i * 0.36, 0.07 - 0.02 * i * i - 0.02, 0],
        turn: [0, Math.PI / 2 + 0.35, 0],
        stretch: [1, 0.5 - 0.05 * Math.abs(i), 1],
      });
  if (belt)
    make.add(cylinder(0.5, 0.5, 0.36, 20), hsl(140, 25, 9), {
      at: [0, 0.46, 0],
      turn: [0, 0, Math.PI / 2],
      stretch: [1.16, 1, 1.22],
    });
}

/** Rice rolled in seaweed, heaped with roe or around a filling. */
function addRoll(make: Maker, roe: boolean) {
  const dark = hsl(140, 25, 10);
  make.add(cylinder(0.72, 0.72, 0.85, 28), dark, { at: [0, 0.43, 0] });
  make.add(cylinder(0.65, 0.65, 0.1, 28), hsl(45, 15, 95), { at: [0, 0.86, 0] });
  if (roe) {
    make.add(ball(0.5, 16), make.main, { at: [0, 0.88, 0], stretch: [1.05, 0.5, 1.05] });
    for (let i = 0; i < 18; i++) {
      const t = (i + 0.5) / 18;
      const r = 0.56 * Math.sqrt(t);
      make.add(ball(0.15, 6), i % 2 ? make.main : make.shade(0.85), {
        at: [r * Math.cos(i * 2.4), 0.9 + 0.3 * (1 - t), r * Math.sin(i * 2.4)],
      });
    }
  } else {
    make.add(ball(0.54, 18), make.main, { at: [0, 0.92, 0], stretch: [1, 0.55, 1] });
    make.add(ring(0.69, 0.09), make.main, { at: [0, 0.2, 0] });
  }
}
