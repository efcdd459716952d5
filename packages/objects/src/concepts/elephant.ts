import { addEyes, addLegs } from '../animal.ts';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cone, cylinder, tube } from '../parts.ts';

export const elephant = defineConcept({
  name: 'elephant',
  synonyms: ['mammoth'],
  category: 'animal',
  symmetry: 1,
  natural: ['grey'],
  build(make) {
    const { rng, main } = make;
    const fat = rng.uniform(0.9, 1.15);
    if (fat > 1.08) make.adjective('fat');
    const legs = rng.uniform(0.36, 0.52);
    if (legs < 0.42) make.feature('with short legs');
    const y = legs + 0.4;
    const nails = main.name === 'white' ? make.shade(0.55) : hsl(45, 25, 92);
    addLegs(make, main, {
      x: 0.3 * fat,
      front: 0.26,
      back: -0.48,
      height: legs + 0.2,
      radius: 0.17,
      feet: rng.chance(0.5) ? make.shade(0.7) : nails,
    });
    make.add(ball(1, 18), main, { at: [0, y, -0.12], stretch: [0.52 * fat, 0.52, 0.66] });
    const size = rng.uniform(0.4, 0.46);
    const head = make.inside({ at: [0, y + 0.32, 0.54], stretch: [size, size, size] });
    head.add(ball(1, 18), main, { stretch: [0.95, 1, 0.9] });
    addEyes(head, [0.45, 0.25, 0.76], 0.17);
    const big = rng.uniform(0.85, 1.2);
    make.feature(big > 1.02 ? 'with big ears' : 'with small ears');
    const inner = rng.chance(0.4) && main.name !== 'pink' ? hsl(345, 55, 76) : make.shade(0.78);
    for (const x of [-1, 1]) {
      const ear = head.inside({ at: [x * (0.7 + 0.55 * big), 0.1, -0.25], turn: [0, -x * 0.35, 0] });
      ear.add(ball(1, 14), make.shade(0.9), { stretch: [0.75 * big, 0.95 * big, 0.16] });
      ear.add(ball(1, 14), inner, { at: [0, -0.03, 0.07], stretch: [0.55 * big, 0.74 * big, 0.14] });
    }
    const raised = rng.chance(0.4);
    make.feature(raised ? 'with a raised trunk' : 'with a hanging trunk');
    const path = raised
      ? ([
          [0, -0.25, 0.7],
          [0, -0.6, 1.25],
          [0, -0.1, 1.75],
          [0, 0.75, 1.75],
        ] as const)
      : ([
          [0, -0.25, 0.7],
          [0, -0.75, 1.2],
          [0, -1.4, 1.25],
          [0, -1.75, 1.65],
        ] as const);
    head.add(tube(path, 0.26), main);
    head.add(ball(0.36, 12), main, { at: [0, -0.28, 0.78] });
    head.add(cylinder(0.33, 0.33, 0.14, 14), make.shade(0.7), {
      at: path[3],
      turn: [raised ? 0 : 1.9, 0, 0],
    });
    if (make.has('tusks', 0.75)) {
      const long = rng.uniform(0.7, 1.2);
      for (const x of [-1, 1])
        head.add(cone(0.16, long, 10), hsl(45, 30, 94), {
          at: [x * 0.52, -0.6, 0.75 + long * 0.3],
          turn: [Math.PI / 2 + 0.25, 0, -x * 0.2],
        });
      if (long > 0.95) make.feature('with long tusks');
    }
    make.add(cylinder(0.04, 0.055, 0.5, 8), make.shade(0.85), {
      at: [0, y - 0.05, -0.82],
      turn: [0.25, 0, 0],
    });
    make.add(ball(0.09, 8), hsl(0, 0, 12), { at: [0, y - 0.3, -0.88] });
    if (rng.chance(0.35)) {
      const cloth = make.accent();
      make.add(ball(1, 18), cloth, { at: [0, y + 0.12, -0.18], stretch: [0.53 * fat, 0.44, 0.36] });
      make.feature(`with a ${cloth.name} saddle`);
    }
    head.head([0, 0.1, 0], 0.95, { at: [0, -0.6, -0.35], radius: 1.05 });
  },
});
