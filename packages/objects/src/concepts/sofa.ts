import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cylinder } from '../parts.ts';

export const sofa = defineConcept({
  name: 'sofa',
  synonyms: ['couch', 'settee', 'loveseat'],
  category: 'furniture',
  natural: ['red', 'red', 'blue', 'green', 'grey', 'brown', 'beige'],
  symmetry: 1,
  proportions: ['wide', 'tall'],
  carries: true,
  build(make) {
    const { rng, main } = make;
    const seats = rng.pick([2, 3]);
    make.feature(`with ${seats === 2 ? 'two' : 'three'} cushions`);
    const width = seats * rng.uniform(0.68, 0.76);
    const depth = rng.uniform(0.85, 1);
    const back = rng.uniform(0.6, 0.85);
    const legs = rng.pick([0.08, 0.24]);
    if (legs > 0.1) make.feature('with legs');
    const foot = main.name === 'brown' || main.name === 'black' ? hsl(40, 35, 65) : hsl(24, 45, 22);
    const dark = make.shade(0.8);
    const seat = legs + 0.3;

    make.add(box(width, 0.3, depth), dark, { at: [0, legs + 0.15, 0] });
    for (const x of [-1, 1])
      for (const z of [-1, 1])
        make.add(cylinder(0.09, 0.06, legs + 0.06, 10), foot, {
          at: [x * (width / 2), legs / 2, z * (depth / 2 - 0.12)],
        });
    make.add(box(width, seat + back, 0.26), main, {
      at: [0, legs + (seat + back) / 2 - 0.1, -depth / 2 - 0.04],
      turn: [-0.08, 0, 0],
    });
    for (let i = 0; i < seats; i++) {
      const x = (i - (seats - 1) / 2) * (width / seats);
      const w = width / seats - 0.04;
      make.add(box(w, 0.2, depth * 0.92), main, { at: [x, seat + 0.09, 0.08] });
      make.add(box(w, back - 0.12, 0.2), make.shade(0.92), {
        at: [x, seat + 0.14 + back / 2, -depth / 2 + 0.16],
        turn: [-0.16, 0, 0],
      });
    }

    if (make.has('armrests', 0.9)) {
      const rounded = rng.chance(0.5);
      const arm = rng.uniform(0.26, 0.42);
      make.feature(rounded ? 'with round armrests' : 'with square armrests');
      for (const x of [-1, 1]) {
        const side = x * (width / 2 + 0.11);
        make.add(box(0.24, 0.3 + arm, depth + 0.08), main, { at: [side, legs + (0.3 + arm) / 2, 0] });
        if (rounded)
          make.add(cylinder(0.19, 0.19, depth + 0.14, 20), main, {
            at: [side, seat + arm, 0],
            turn: [Math.PI / 2, 0, 0],
          });
      }
    }
    const pillows = rng.chance(0.4);
    if (pillows) {
      const pillow = make.accent();
      for (const x of [-1, 1])
        make.add(ball(1, 14), pillow, {
          at: [x * (width / 2 - 0.28), seat + 0.42, 0.02],
          turn: [-0.25, 0, x * 0.25],
          stretch: [0.25, 0.25, 0.14],
        });
      make.feature(`with ${pillow.name} pillows`);
    }
    if (rng.chance(0.25)) {
      const throwOver = make.accent();
      const x = pillows ? 0 : rng.pick([-1, 1]) * width * 0.25;
      make.add(box(0.46, 0.6, 0.62), throwOver, {
        at: [x, seat + back - 0.14, -depth / 2 + 0.08],
        turn: [-0.08, 0, 0],
      });
      make.feature(`with a ${throwOver.name} blanket`);
    }
    make.top(seat + 0.19, depth * 0.36, [0, 0.17]);
  },
});
