import { addEyes, coarseCapsule } from '../animal.ts';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cone, cylinder, tube } from '../parts.ts';

export const mouse = defineConcept({
  name: 'mouse',
  synonyms: ['rat', 'rodent', 'hamster'],
  plurals: ['mice'],
  category: 'animal',
  symmetry: 1,
  natural: ['grey', 'grey', 'grey', 'white', 'brown'],
  build(make) {
    const { rng, main } = make;
    const upright = rng.chance(0.5);
    make.adjective(upright ? 'standing' : 'crouching');
    const fat = rng.uniform(0.88, 1.2);
    if (fat > 1.1) make.adjective('fat');
    const pink = main.name === 'pink' ? hsl(340, 55, 90) : hsl(345, 70, 76);
    const pale = main.name === 'white' ? hsl(345, 40, 88) : hsl(40, 15, 90);
    if (upright) {
      make.add(ball(1, 18), main, { at: [0, 0.46, -0.02], stretch: [0.38 * fat, 0.5, 0.36] });
      if (rng.chance(0.6)) {
        make.add(ball(1, 14), pale, { at: [0, 0.42, 0.1], stretch: [0.27 * fat, 0.37, 0.28] });
        make.feature('with a light belly');
      }
      for (const x of [-1, 1]) {
        make.add(coarseCapsule(0.085, 0.22), main, { at: [x * 0.3, 0.6, 0.24], turn: [-0.9, 0, -x * 0.3] });
        make.add(ball(0.09, 8), pink, { at: [x * 0.25, 0.52, 0.38] });
        make.add(ball(0.14, 10), pink, { at: [x * 0.22, 0.03, 0.24], stretch: [0.9, 0.55, 1.6] });
      }
    } else {
      make.add(ball(1, 18), main, { at: [0, 0.36, -0.24], stretch: [0.39 * fat, 0.37, 0.55] });
      for (const x of [-1, 1])
        for (const z of [0.2, -0.45])
          make.add(ball(0.12, 10), pink, { at: [x * 0.24, 0.05, z], stretch: [0.9, 0.6, 1.5] });
    }
    const size = rng.uniform(0.33, 0.39);
    const head = make.inside({ at: upright ? [0, 1.1, 0.06] : [0, 0.62, 0.36], stretch: [size, size, size] });
    head.add(ball(1, 18), main);
    head.add(cone(0.75, 1.1, 16), main, {
      at: [0, -0.22, 1],
      turn: [Math.PI / 2, 0, 0],
      stretch: [1, 1, 0.9],
    });
    head.add(ball(0.2, 10), hsl(345, 75, main.name === 'pink' ? 45 : 62), { at: [0, -0.22, 1.5] });
    addEyes(head, [0.45, 0.3, 0.84], 0.19);
    if (rng.chance(0.4)) {
      head.add(box(0.3, 0.34, 0.12), hsl(0, 0, 100), { at: [0, -0.62, 1.12] });
      make.feature('with big teeth');
    }
    const ears = rng.uniform(0.6, 0.9);
    make.feature(ears > 0.75 ? 'with huge ears' : 'with round ears');
    for (const x of [-1, 1]) {
      const ear = head.inside({
        at: [x * (0.5 + ears * 0.55), 0.5 + ears * 0.5, -0.1],
        turn: [0, -x * 0.15, -x * 0.2],
      });
      ear.add(cylinder(ears, ears, 0.22, 18), main, { turn: [Math.PI / 2, 0, 0] });
      ear.add(cylinder(ears * 0.72, ears * 0.72, 0.28, 16), pink, {
        at: [0, -0.04, 0.03],
        turn: [Math.PI / 2, 0, 0],
      });
    }
    const long = rng.uniform(0.6, 0.95);
    if (make.has('tail', 0.92)) {
      const up = rng.chance(0.5);
      make.feature(up ? 'with a raised tail' : 'with a trailing tail');
      const back = upright ? -0.3 : -0.7;
      make.add(
        tube(
          [
            [0, 0.16, back],
            [0, 0.1, back - 0.3],
            [0.16, up ? 0.3 : 0.07, back - long * 0.6],
            [0.05, up ? 0.75 : 0.07, back - long * 0.7 - (up ? 0 : 0.2)],
          ],
          0.06,
        ),
        pink,
      );
    }
    head.head([0, 0, 0], 1, { at: [0, -0.75, -0.1], radius: 0.82 });
  },
});
