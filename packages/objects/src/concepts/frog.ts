import { addEyes, addSpot, smile } from '../animal.ts';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cylinder } from '../parts.ts';

export const frog = defineConcept({
  name: 'frog',
  synonyms: ['toad', 'tree frog', 'froggy'],
  category: 'animal',
  symmetry: 1,
  natural: ['green'],
  build(make) {
    const { rng, main } = make;
    const fat = rng.uniform(0.9, 1.2);
    if (fat > 1.1) make.adjective('fat');
    const pale = main.name === 'yellow' ? hsl(40, 20, 95) : hsl(60, 70, 76);
    make.add(ball(1, 18), main, {
      at: [0, 0.36, -0.12],
      turn: [-0.4, 0, 0],
      stretch: [0.46 * fat, 0.36, 0.58],
    });
    if (rng.chance(0.7)) {
      make.add(ball(1, 16), pale, {
        at: [0, 0.36, 0.14],
        turn: [-0.5, 0, 0],
        stretch: [0.36 * fat, 0.33, 0.35],
      });
      make.feature('with a light belly');
    }
    const feet = rng.chance(0.3) ? make.pick(['orange', 'red', 'yellow']) : undefined;
    if (feet) make.feature(`with ${feet.name} feet`);
    for (const x of [-1, 1]) {
      // Folded hind legs: thigh up and forwards, long foot flat on the ground.
      make.add(ball(1, 14), make.shade(0.88), {
        at: [x * 0.5 * fat, 0.28, -0.28],
        turn: [-0.6, 0, x * -0.2],
        stretch: [0.19, 0.22, 0.42],
      });
      make.add(cylinder(0.09, 0.09, 0.4, 10), main, { at: [x * 0.62, 0.12, -0.24], turn: [1.3, 0, 0] });
      make.add(cylinder(0.09, 0.09, 0.46, 10), main, {
        at: [x * 0.34, 0.22, 0.34],
        turn: [-0.25, 0, x * 0.25],
      });
      for (const toe of [-0.45, 0.45]) {
        make.add(ball(0.1, 8), feet ?? main, {
          at: [x * (0.4 + toe * 0.22), 0.03, 0.46 - Math.abs(toe) * 0.1],
          stretch: [0.9, 0.6, 1.3],
        });
        make.add(ball(0.11, 8), feet ?? main, {
          at: [x * (0.68 + toe * 0.22), 0.03, 0.04 - Math.abs(toe) * 0.1],
          stretch: [0.9, 0.6, 1.6],
        });
      }
    }
    const head = make.inside({ at: [0, 0.72, 0.24], stretch: [0.5, 0.36, 0.44] });
    head.add(ball(1, 20), main);
    if (make.plain && rng.chance(0.45)) {
      const spot = make.pick(['black', 'yellow', 'brown']);
      addSpot(head, [0, 1, -0.3], 0.3, spot);
      for (const x of [-1, 1]) {
        addSpot(head, [x, 0.5, -0.5], 0.3, spot);
        make.add(ball(0.12, 10), spot, { at: [x * 0.24 * fat, 0.56, -0.32], stretch: [1, 0.7, 1] });
        make.add(ball(0.12, 10), spot, { at: [x * 0.64 * fat, 0.36, -0.3], stretch: [0.5, 1, 1] });
      }
      make.feature(`with ${spot.name} spots`);
    }
    const big = rng.uniform(0.17, 0.23);
    make.feature(big > 0.2 ? 'with big eyes' : 'with small eyes');
    const bulge = make.inside({ at: [0, 1.04, 0.3] });
    for (const x of [-1, 1]) bulge.add(ball(big * 1.15, 14), main, { at: [x * 0.28, -0.02, -0.07] });
    const yellow = rng.chance(0.4) && main.name !== 'yellow' ? hsl(52, 95, 58) : hsl(0, 0, 97);
    addEyes(bulge, [0.28, 0.02, 0.04], big, { outwards: 0.2, white: yellow });
    const mouth = hsl(350, 65, main.name === 'red' ? 20 : 35);
    make.add(smile(0.5, 0.035), mouth, { at: [0, 0.9, 0.6], turn: [0.3, 0, 0], stretch: [1.1, 0.9, 1] });
    if (rng.chance(0.35)) {
      make.add(ball(1, 12), hsl(350, 85, 62), {
        at: [0, 0.54, 0.68],
        turn: [0.4, 0, 0],
        stretch: [0.12, 0.08, 0.26],
      });
      make.feature('with its tongue out');
    }
    if (rng.chance(0.25)) {
      make.add(cylinder(0.95, 0.9, 0.1, 20), hsl(main.name === 'green' ? 165 : 120, 55, 24), {
        at: [0, -0.08, 0],
      });
      make.feature('on a lily pad');
    }
    make.head([0, 0.82, 0.22], 0.42, { at: [0, 0.5, 0.1], radius: 0.46 });
  },
});
