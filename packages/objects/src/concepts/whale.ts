import { addEyes } from '../animal.ts';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cylinder, planProfile } from '../parts.ts';

export const whale = defineConcept({
  name: 'whale',
  synonyms: ['orca', 'killer whale', 'sperm whale'],
  category: 'animal',
  symmetry: 1,
  natural: ['blue', 'blue', 'blue', 'grey', 'black'],
  build(make) {
    const { rng, main } = make;
    const fat = rng.uniform(0.86, 1.12);
    if (fat > 1.05) make.adjective('fat');
    const white = main.name === 'white' ? hsl(205, 45, 72) : hsl(200, 25, 94);
    make.add(ball(1, 22), main, { at: [0, 0, 0.1], stretch: [0.58 * fat, 0.52, 0.78] });
    if (rng.chance(0.8)) {
      make.add(ball(1, 20), white, { at: [0, -0.13, 0.19], stretch: [0.53 * fat, 0.41, 0.73] });
      make.feature('with a light belly');
    }
    // The tail narrows and rises behind; the flukes lie flat across its end.
    const lift = rng.uniform(0.25, 0.65);
    if (lift > 0.5) make.feature('with a raised tail');
    const slope = Math.atan2(lift, 0.75);
    const tail = make.inside({ at: [0, 0, -0.35], turn: [slope, 0, 0] });
    tail.add(cylinder(0.13, 0.42, 0.95, 16), main, {
      at: [0, 0, -0.42],
      turn: [-Math.PI / 2, 0, 0],
      stretch: [fat, 1, 0.95],
    });
    const wide = rng.uniform(0.5, 0.7);
    tail.add(
      planProfile(
        [
          [0, 0.1],
          [wide * 0.6, 0],
          [wide, -0.42],
          [wide * 0.35, -0.32],
          [0, -0.2],
          [-wide * 0.35, -0.32],
          [-wide, -0.42],
          [-wide * 0.6, 0],
        ].map(([x, z]) => [x, -z] as const),
        0.13,
      ).rotateX(Math.PI),
      make.shade(0.85),
      { at: [0, 0, -0.88], turn: [slope * 0.4, 0, 0] },
    );
    for (const x of [-1, 1])
      make.add(ball(1, 14), make.shade(0.8), {
        at: [x * 0.68 * fat, -0.25, 0.1],
        turn: [0, x * 0.5, -x * 0.5],
        stretch: [0.36, 0.08, 0.2],
      });
    if (rng.chance(0.65)) {
      const blue = main.name === 'blue' || main.name === 'turquoise' ? hsl(195, 80, 80) : hsl(200, 85, 62);
      make.add(cylinder(0.07, 0.09, 0.42, 10), blue, { at: [0, 0.68, 0.15] });
      for (const x of [-1, 0, 1])
        make.add(ball(0.13, 10), blue, {
          at: [x * 0.2, x ? 0.86 : 0.94, 0.15],
          turn: [0, 0, -x * 0.8],
          stretch: [0.8, 1.2, 0.8],
        });
      make.feature('with a water spout');
    }
    if (rng.chance(0.3)) {
      for (let i = -3; i <= 3; i++)
        make.add(box(0.1, 0.12, 0.1), hsl(0, 0, 100), {
          at: [i * 0.115, -0.12, 0.1 + 0.8 * Math.sqrt(1 - 0.055 - (i * 0.115) ** 2 / (0.58 * fat) ** 2)],
        });
      make.feature('with teeth');
    }
    if (rng.chance(0.3)) {
      const fin = make.shade(0.8);
      make.add(ball(1, 12), fin, { at: [0, 0.52, -0.22], turn: [-0.6, 0, 0], stretch: [0.08, 0.28, 0.17] });
      make.feature('with a back fin');
    }
    addEyes(make, [0.4 * fat, 0.12, 0.66], 0.1, { outwards: 0.6 });
  },
});
