import { addEyes, addLegs, coarseCapsule } from '../animal.ts';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball } from '../parts.ts';

export const bear = defineConcept({
  name: 'bear',
  synonyms: ['grizzly', 'grizzly bear', 'polar bear'],
  category: 'animal',
  symmetry: 1,
  natural: ['brown', 'brown', 'brown', 'black', 'white', 'beige'],
  usual: ['plush'],
  build(make) {
    const { rng, main } = make;
    const pose = rng.pick(['sitting', 'walking', 'upright'] as const);
    make.adjective(pose);
    const fat = rng.uniform(0.9, 1.2);
    if (fat > 1.1) make.adjective('fat');
    const pale = main.name === 'white' || main.name === 'beige' ? hsl(28, 35, 62) : hsl(36, 50, 74);
    const belly = pose !== 'walking' && rng.chance(0.55);
    if (belly) make.feature('with a light belly');
    const soles = rng.chance(0.5) ? pale : make.shade(0.65);
    let at: readonly [number, number, number] = [0, 1.28, 0.06];
    if (pose === 'walking') {
      at = [0, 0.98, 0.62];
      make.add(ball(1, 18), main, { at: [0, 0.72, -0.1], stretch: [0.44 * fat, 0.44, 0.72] });
      addLegs(make, main, {
        x: 0.26 * fat,
        front: 0.3,
        back: -0.44,
        height: 0.6,
        radius: 0.16,
        feet: soles,
        paws: true,
      });
      make.add(ball(0.13, 10), main, { at: [0, 0.88, -0.78] });
    } else {
      make.add(ball(1, 18), main, { at: [0, 0.58, 0], stretch: [0.48 * fat, 0.58, 0.43] });
      if (belly) make.add(ball(1, 14), pale, { at: [0, 0.54, 0.16], stretch: [0.34 * fat, 0.42, 0.32] });
      const wave = rng.chance(0.3);
      if (wave) make.feature('with one arm up');
      for (const x of [-1, 1]) {
        make.add(coarseCapsule(0.15, 0.36), main, {
          at: [x * 0.5 * fat, wave && x > 0 ? 1.02 : 0.68, 0.1],
          turn: [-0.35, 0, wave && x > 0 ? -0.7 : x * 0.55],
        });
        const leg = make.inside({ at: [x * 0.28 * fat, 0.12, 0.1] });
        if (pose === 'sitting') {
          leg.add(coarseCapsule(0.18, 0.34), main, { at: [x * 0.06, 0.04, 0.22], turn: [Math.PI / 2, 0, 0] });
          leg.add(ball(0.21, 12), soles, { at: [x * 0.06, 0.06, 0.5], stretch: [0.9, 1.1, 0.5] });
        } else {
          leg.add(coarseCapsule(0.19, 0.3), main, { at: [0, -0.12, -0.1] });
          leg.add(ball(0.22, 12), soles, { at: [0, -0.36, 0.02], stretch: [0.95, 0.6, 1.25] });
        }
      }
      make.add(ball(0.13, 10), main, { at: [0, 0.3, -0.44] });
    }
    const size = rng.uniform(0.38, 0.44);
    const head = make.inside({ at, stretch: [size, size, size] });
    head.add(ball(1, 18), main, { stretch: [1.05, 0.95, 0.95] });
    head.add(ball(0.52, 14), pale, { at: [0, -0.28, 0.72], stretch: [1.05, 0.85, 1] });
    head.add(ball(0.2, 10), hsl(0, 0, 6), { at: [0, -0.08, 1.2], stretch: [1.3, 0.9, 0.8] });
    addEyes(head, [0.4, 0.25, 0.84], 0.17);
    const big = rng.chance(0.4);
    make.feature(big ? 'with big ears' : 'with small ears');
    for (const x of [-1, 1]) {
      const ear = head.inside({ at: [x * 0.76, 0.72, -0.05], stretch: big ? [1.3, 1.3, 1] : [1, 1, 1] });
      ear.add(ball(0.36, 14), main, { stretch: [1, 1, 0.6] });
      ear.add(ball(0.23, 10), pale, { at: [0, -0.02, 0.13], stretch: [1, 1, 0.6] });
    }
    head.head([0, 0, 0], 1.02, { at: [0, -0.85, -0.1], radius: 0.9 });
  },
});
