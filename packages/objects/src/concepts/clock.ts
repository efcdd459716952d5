import { defineConcept } from '../concept.ts';
import type { Maker } from '../maker.ts';
import { type ColourName, hsl } from '../palette.ts';
import { ball, box, cone, cylinder, faceted, gable, QUARTER, torus } from '../parts.ts';

const FACES: readonly ColourName[] = ['white', 'white', 'beige', 'yellow', 'black'];

export const clock = defineConcept({
  name: 'clock',
  synonyms: ['alarm clock', 'grandfather clock', 'wall clock'],
  category: 'household',
  natural: ['red', 'red', 'blue', 'white', 'yellow', 'black', 'golden'],
  symmetry: 1,
  proportions: ['tall', 'wide'],
  build(make) {
    const { rng, main } = make;
    const style = rng.pick(['alarm', 'alarm', 'mantel', 'grandfather', 'square'] as const);
    if (style === 'alarm') alarm(make);
    else if (style === 'grandfather') grandfather(make);
    else {
      const deep = 0.5;
      const w = 1.15;
      make.add(box(w, w, deep), main, { at: [0, w / 2, 0] });
      make.add(box(w + 0.24, 0.16, deep + 0.2), make.shade(0.7), { at: [0, 0, 0] });
      dial(make, [0, w * 0.54, deep / 2], 0.5);
      if (style === 'mantel') {
        make.add(gable(w + 0.3, 0.5, deep + 0.1), make.shade(0.8), { at: [0, w + 0.25, 0] });
        make.feature('with a pointed top');
      } else make.adjective('square');
    }
  },
});

/** Face, rim, marks of the hours and two hands, seen from +z. */
function dial(make: Maker, at: readonly [number, number, number], r: number): void {
  const { rng } = make;
  const face = make.pick(FACES);
  const ink = face.name === 'black' ? hsl(0, 0, 97) : hsl(0, 0, 8);
  const front = make.inside({ at });
  front.add(cylinder(r, r, 0.12, 28), face, { turn: [QUARTER, 0, 0] });
  if (rng.chance(0.5)) {
    const rim = make.accent();
    front.add(torus(r, 0.07), rim, { at: [0, 0, 0.03] });
    make.feature(`with a ${rim.name} rim`);
  }
  make.feature(`with a ${face.name} face`);
  const marks = rng.pick([4, 12]);
  make.feature(marks === 4 ? 'with four marks' : 'with twelve marks');
  for (let i = 0; i < marks; i++) {
    const angle = (2 * Math.PI * i) / marks;
    const long = i % (marks / 4) === 0 ? 0.22 : 0.12;
    front.add(box(0.08 * r * 1.6, long * r, 0.05), ink, {
      at: [Math.sin(angle) * r * 0.8, Math.cos(angle) * r * 0.8, 0.07],
      turn: [0, 0, -angle],
    });
  }
  const hands = rng.chance(0.3) && face.name !== 'yellow' ? hsl(0, 85, 45) : ink;
  const hour = rng.int(12);
  const minute = rng.int(12);
  for (const [turns, length, thick] of [
    [(hour + minute / 12) / 12, 0.5, 0.15],
    [minute / 12, 0.76, 0.11],
  ]) {
    const angle = 2 * Math.PI * turns;
    front.add(box(thick * r * 1.2, length * r, 0.05), hands, {
      at: [(Math.sin(angle) * length * r) / 2, (Math.cos(angle) * length * r) / 2, 0.1],
      turn: [0, 0, -angle],
    });
  }
  front.add(ball(r * 0.13, 10), hands, { at: [0, 0, 0.1] });
}

function alarm(make: Maker): void {
  const { rng, main } = make;
  const r = 0.7;
  const deep = rng.uniform(0.42, 0.6);
  make.adjective('round');
  make.add(cylinder(r, r, deep, 32), main, { turn: [QUARTER, 0, 0] });
  dial(make, [0, 0, deep / 2], r * 0.82);
  for (const x of [-1, 1])
    make.add(cone(0.11, 0.42, 12), make.shade(0.7), {
      at: [x * 0.46, -0.72, 0],
      turn: [Math.PI, 0, x * 0.5],
    });
  if (make.has('bells', 0.8)) {
    const bell = rng.chance(0.5) ? make.pick(['golden', 'grey']) : make.accent();
    for (const x of [-1, 1]) {
      make.add(ball(0.3, 18), bell, {
        at: [x * 0.44, 0.78, 0],
        turn: [0, 0, -x * 0.5],
        stretch: [1, 0.72, 1],
      });
      make.add(ball(0.09, 10), main, { at: [x * 0.56, 1.01, 0] });
    }
    make.add(box(0.09, 0.34, 0.09), hsl(0, 0, main.name === 'black' ? 60 : 20), { at: [0, 0.8, 0] });
    make.add(ball(0.11, 10), hsl(0, 0, main.name === 'black' ? 60 : 20), { at: [0, 0.98, 0] });
    make.feature(`with ${bell.name} bells`);
  }
}

function grandfather(make: Maker): void {
  const { rng, main } = make;
  make.adjective('tall');
  const height = rng.uniform(2, 2.5);
  const dark = make.shade(0.7);
  make.add(box(0.8, 0.4, 0.56), dark, { at: [0, 0.2, 0] });
  make.add(box(0.6, height - 0.4, 0.44), main, { at: [0, (height + 0.3) / 2, 0] });
  make.add(box(0.86, 0.86, 0.56), main, { at: [0, height + 0.1, 0] });
  dial(make, [0, height + 0.1, 0.28], 0.36);
  if (rng.chance(0.5)) {
    make.add(gable(1, 0.36, 0.6), dark, { at: [0, height + 0.7, 0] });
    make.feature('with a pointed top');
  } else
    make.add(faceted(cylinder(0.62, 0.5, 0.14, 4).rotateY(Math.PI / 4)), dark, {
      at: [0, height + 0.58, 0],
      stretch: [1.1, 1, 0.75],
    });
  make.add(box(0.36, height * 0.48, 0.06), hsl(30, 30, main.name === 'black' ? 30 : 9), {
    at: [0, height * 0.48, 0.22],
  });
  if (make.has('pendulum', 0.85)) {
    const metal = make.pick(['golden', 'white']);
    make.add(box(0.07, height * 0.36, 0.06), metal, { at: [0, height * 0.5, 0.25] });
    make.add(ball(0.14, 14), metal, { at: [0, height * 0.33, 0.25], stretch: [1, 1, 0.5] });
    make.feature(`with a ${metal.name} pendulum`);
  }
}
