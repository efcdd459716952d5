import { addEyes } from '../animal.ts';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cone, cylinder } from '../parts.ts';

export const penguin = defineConcept({
  name: 'penguin',
  synonyms: ['auk', 'puffin'],
  category: 'animal',
  symmetry: 1,
  natural: ['black', 'black', 'black', 'grey', 'blue'],
  build(make) {
    const { rng, main } = make;
    const fat = rng.uniform(0.85, 1.2);
    if (fat > 1.1) make.adjective('fat');
    const white = main.name === 'white' ? hsl(38, 60, 76) : hsl(0, 0, 97);
    const orange = main.name === 'orange' ? hsl(52, 95, 55) : hsl(30, 100, 52);
    const w = 0.42 * fat;
    make.add(ball(1, 18), main, { at: [0, 0.66, 0], stretch: [w, 0.66, 0.42] });
    make.add(ball(1, 18), white, { at: [0, 0.6, 0.1], stretch: [w * 0.82, 0.55, 0.36] });
    make.add(cone(0.2, 0.4, 12), main, { at: [0, 0.16, -0.4], turn: [-2.2, 0, 0] });
    for (const x of [-1, 1])
      make.add(ball(0.2, 12), orange, { at: [x * 0.22, 0.05, 0.22], stretch: [0.95, 0.4, 1.4] });
    const pose = rng.pick(['down', 'down', 'spread', 'waving'] as const);
    if (pose === 'spread') make.feature('with spread wings');
    if (pose === 'waving') make.feature('with one wing up');
    for (const x of [-1, 1]) {
      const lift = pose === 'spread' ? 1.1 : pose === 'waving' && x > 0 ? 2.3 : 0.3;
      const wing = make.inside({ at: [x * w * 0.85, 0.95, 0], turn: [0, 0, x * lift] });
      wing.add(ball(1, 14), make.shade(0.8), { at: [0, -0.32, 0], stretch: [0.1, 0.38, 0.2] });
    }
    const size = rng.uniform(0.34, 0.4);
    const head = make.inside({ at: [0, 1.32, 0.02], stretch: [size, size, size] });
    head.add(ball(1, 18), main);
    const face = rng.chance(0.7);
    if (face) {
      for (const x of [-1, 1])
        head.add(ball(0.55, 14), white, { at: [x * 0.36, -0.05, 0.52], stretch: [0.9, 1.1, 0.9] });
      make.feature('with a light face');
    }
    addEyes(head, [0.38, 0.22, face ? 0.94 : 0.84], 0.19);
    const long = rng.uniform(0.5, 0.9);
    if (long > 0.75) make.feature('with a long beak');
    head.add(cone(0.26, long, 12), orange, {
      at: [0, -0.12, 0.88 + long / 2],
      turn: [Math.PI / 2, 0, 0],
      stretch: [1.1, 1, 0.75],
    });
    if (rng.chance(0.3)) {
      for (const x of [-1, 1])
        for (const tilt of [0.7, 1.15])
          head.add(cone(0.14, 0.8, 8), hsl(50, 100, 52), {
            at: [x * 0.75 * tilt, 0.72 / tilt, 0.1],
            turn: [-0.4, 0, -x * tilt],
          });
      make.feature('with a yellow crest');
    }
    if (rng.chance(0.25)) {
      make.add(cylinder(0.62, 0.7, 0.2, 8), hsl(195, 70, 86), { at: [0, -0.1, 0] });
      make.feature('on ice');
    }
    head.head([0, 0, 0], 1, { at: [0, -0.75, 0], radius: 0.92 });
  },
});
