import { addEyes, band, smile } from '../animal.ts';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cone, cylinder } from '../parts.ts';

export const bee = defineConcept({
  name: 'bee',
  synonyms: ['bumblebee', 'honeybee', 'wasp', 'hornet'],
  category: 'animal',
  symmetry: 1,
  hypernyms: ['insect', 'bug'],
  natural: ['yellow', 'yellow', 'yellow', 'orange'],
  patterns: [],
  build(make) {
    const { rng, main } = make;
    const fat = rng.uniform(0.42, 0.62);
    if (fat > 0.55) make.adjective('fat');
    if (fat < 0.47) make.adjective('thin');
    const dark = main.name === 'black' || main.name === 'brown' ? hsl(50, 95, 55) : hsl(0, 0, 7);
    const body = make.inside({ at: [0, 0, -0.2], turn: [-0.12, 0, 0], stretch: [fat, fat * 0.96, 0.74] });
    body.add(ball(1, 20).rotateX(Math.PI / 2), main);
    const stripes = rng.pick([2, 3]);
    make.feature(stripes === 2 ? 'with two stripes' : 'with three stripes');
    const start = stripes === 2 ? 1.35 : 1.1;
    for (let i = 0; i < stripes; i++) body.add(band(start + i * 0.56, start + 0.24 + i * 0.56), dark);
    if (make.has('sting', 0.85))
      make.add(cone(0.12, 0.34, 10), dark, { at: [0, -0.1, -1.04], turn: [-Math.PI / 2 - 0.1, 0, 0] });
    const size = rng.uniform(0.36, 0.42);
    const head = make.inside({ at: [0, 0.08, 0.58], stretch: [size, size, size] });
    head.add(ball(1, 18), main);
    addEyes(head, [0.48, 0.2, 0.76], 0.26, { outwards: 0.3 });
    if (rng.chance(0.5)) {
      const lips = hsl(350, 70, main.name === 'black' || main.name === 'red' ? 75 : 30);
      head.add(smile(0.7, 0.09), lips, { at: [0, -0.1, 0.98], turn: [0.3, 0, 0] });
      make.feature('with a smile');
    }
    for (const x of [-1, 1]) {
      head.add(cylinder(0.11, 0.11, 0.9, 8), dark, { at: [x * 0.5, 1.15, 0.2], turn: [0.3, 0, -x * 0.4] });
      head.add(ball(0.22, 10), dark, { at: [x * 0.7, 1.58, 0.34] });
    }
    const large = rng.uniform(0.42, 0.66);
    make.feature(large > 0.54 ? 'with big wings' : 'with small wings');
    const wing = rng.pick([hsl(200, 60, 86), hsl(195, 50, 78), hsl(0, 0, 96)]);
    const lift = rng.uniform(0.4, 0.95);
    for (const x of [-1, 1])
      for (const [back, scale] of [
        [0.25, 1],
        [-0.45, 0.75],
      ]) {
        const root = make.inside({ at: [x * 0.14, fat * 0.8, 0.02], turn: [0, x * (0.1 - back), x * lift] });
        root.add(ball(1, 14), wing, {
          at: [x * large * scale, 0, back * 0.2],
          stretch: [large * scale, 0.06, large * 0.5 * scale],
        });
      }
    for (const x of [-1, 1])
      for (const z of [-0.4, -0.1, 0.2])
        make.add(cylinder(0.06, 0.06, 0.38, 8), hsl(0, 0, main.name === 'black' ? 40 : 8), {
          at: [x * fat * 0.62, -fat * 0.95, z],
          turn: [0, 0, x * 0.45],
        });
    head.head([0, 0, 0], 1);
  },
});
