import { addEyes, addLegs, addSpot } from '../animal.ts';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cone, cylinder, tube } from '../parts.ts';

export const cow = defineConcept({
  name: 'cow',
  synonyms: ['bull', 'ox', 'calf', 'cattle'],
  plurals: ['oxen', 'calves'],
  category: 'animal',
  symmetry: 1,
  natural: ['white', 'white', 'brown', 'black'],
  build(make) {
    const { rng, main } = make;
    const lying = rng.chance(0.25);
    make.adjective(lying ? 'lying' : 'standing');
    const fat = rng.uniform(0.9, 1.15);
    if (fat > 1.07) make.adjective('fat');
    const legs = lying ? 0.12 : 0.52;
    const y = legs + 0.32;
    const dark = hsl(0, 0, main.name === 'black' ? 45 : 12);
    const pink = hsl(350, 65, main.name === 'pink' ? 60 : 76);
    addLegs(make, main, {
      x: 0.28 * fat,
      front: 0.38,
      back: -0.52,
      height: legs + 0.15,
      radius: 0.125,
      feet: dark,
    });
    const body = make.inside({ at: [0, y, -0.08], stretch: [0.44 * fat, 0.43, 0.78] });
    body.add(ball(1, 18), main);
    const size = 0.33;
    const head = make.inside({ at: [0, y + 0.42, 0.74], stretch: [size, size, size] });
    make.add(cylinder(0.2, 0.3, 0.5, 16), main, { at: [0, y + 0.26, 0.56], turn: [0.6, 0, 0] });
    head.add(ball(1, 18), main, { stretch: [0.95, 1.05, 1] });
    head.add(ball(1, 18), pink, { at: [0, -0.55, 0.68], stretch: [0.85, 0.58, 0.6] });
    for (const x of [-1, 1]) {
      head.add(ball(0.14, 10), hsl(345, 45, 30), { at: [x * 0.36, -0.45, 1.22] });
      head.add(ball(1, 12), make.shade(0.75), {
        at: [x * 1.25, 0.3, -0.1],
        turn: [0, 0, x * -0.25],
        stretch: [0.55, 0.28, 0.2],
      });
    }
    if (make.plain && make.has('patches', 0.85)) {
      const patch =
        main.name === 'white' ? make.pick(['black', 'black', 'brown']) : make.pick(['white', 'black']);
      for (const x of [-1, 1]) {
        addSpot(body, [x, rng.uniform(0.1, 0.7), rng.uniform(0.3, 0.7)], 0.5, patch);
        addSpot(body, [x, rng.uniform(0, 0.6), rng.uniform(-0.6, -0.2)], 0.56, patch);
      }
      addSpot(head, [rng.pick([-1, 1]) * 0.6, 0.35, 0.75], 0.6, patch);
      make.feature(`with ${patch.name} patches`);
    }
    addEyes(head, [0.48, 0.32, 0.84], 0.19);
    const horn = hsl(45, 35, 88);
    if (rng.chance(0.6)) {
      const long = rng.uniform(0.6, 1.2);
      for (const x of [-1, 1])
        head.add(cone(0.19, long, 10), horn, {
          at: [x * (0.55 + long * 0.2), 0.85 + long * 0.38, -0.1],
          turn: [0, 0, -x * 0.5],
        });
      make.feature(long > 0.9 ? 'with long horns' : 'with horns');
    }
    if (rng.chance(0.5) && !lying) {
      make.add(ball(0.2, 12), pink, { at: [0, y - 0.36, -0.32], stretch: [1, 0.8, 1] });
      make.feature('with an udder');
    }
    const end = [0.06, y - 0.32, -1.02] as const;
    make.add(tube([[0, y + 0.22, -0.76], [0, y + 0.2, -0.96], end], 0.05), main);
    make.add(ball(0.1, 10), dark, { at: end, stretch: [1, 1.4, 1] });
    if (rng.chance(0.3)) {
      const collar = make.accent();
      make.add(cylinder(0.28, 0.3, 0.11, 20), collar, { at: [0, y + 0.24, 0.58], turn: [0.6, 0, 0] });
      make.feature(`with a ${collar.name} collar`);
    }
    head.head([0, 0, 0], 1, { at: [0, -0.75, -0.5], radius: 0.95 });
  },
});
