import { addEyes, addLegs, addSpot, coarseCapsule } from '../animal.ts';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cone, cylinder } from '../parts.ts';

export const giraffe = defineConcept({
  name: 'giraffe',
  synonyms: ['okapi'],
  category: 'animal',
  symmetry: 1,
  natural: ['yellow', 'yellow', 'orange', 'beige'],
  proportions: ['tall', 'wide', 'thin'],
  build(make) {
    const { rng, main } = make;
    const legs = rng.uniform(0.6, 0.85);
    make.feature(legs > 0.72 ? 'with long legs' : 'with short legs');
    const y = legs + 0.2;
    const patch = make.pick(['brown', 'brown', 'brown', 'black', 'white']);
    addLegs(make, main, {
      x: 0.19,
      front: 0.24,
      back: -0.36,
      height: legs + 0.1,
      radius: 0.1,
      feet: patch,
    });
    const body = make.inside({ at: [0, y, -0.06], turn: [-0.15, 0, 0], stretch: [0.33, 0.34, 0.58] });
    body.add(ball(1, 18), main);
    const long = rng.uniform(0.85, 1.25);
    if (long > 1.1) make.feature('with a very long neck');
    const neck = make.inside({ at: [0, y + 0.12, 0.34], turn: [0.22, 0, 0] });
    neck.add(cylinder(0.125, 0.24, long, 16), main, { at: [0, long / 2, 0] });
    const patched = !main.pattern && make.has('patches', 0.92);
    if (patched) {
      make.feature(`with ${patch.name} patches`);
      for (const x of [-1, 1]) {
        for (const [up, z] of [
          [0.35, 0.75],
          [-0.25, 0.35],
          [0.55, 0.05],
          [-0.1, -0.45],
          [0.65, -0.7],
        ])
          addSpot(body, [x * 0.85, up, z], 0.3, patch);
        // The neck is narrower the higher, and patches alternate between its sides.
        for (let i = 0; i < 3; i++) {
          const t = (i + (x > 0 ? 0.75 : 0.45)) / 3.2;
          neck.add(ball(0.12, 8), patch, {
            at: [x * (0.2 - 0.09 * t), t * long, i % 2 ? 0.06 : -0.03],
            stretch: [0.5, 1, 0.9],
          });
        }
      }
      for (let i = 0; i < 3; i++)
        neck.add(ball(0.11, 8), patch, {
          at: [i % 2 ? 0.04 : -0.03, (0.24 + i * 0.27) * long, 0.21 - 0.085 * (0.24 + i * 0.27)],
          stretch: [0.9, 1, 0.5],
        });
    }
    const maned = rng.chance(0.5);
    if (maned) make.feature('with a mane');
    if (maned)
      for (let i = 0; i < 4; i++)
        neck.add(ball(0.1, 8), hsl(20, 60, 24), {
          at: [0, (0.35 + i * 0.2) * long, -0.2 + 0.1 * (0.35 + i * 0.2)],
          stretch: [0.6, 1.3, 0.8],
        });
    const size = rng.uniform(0.23, 0.27);
    const head = neck.inside({
      at: [0, long + 0.08, 0.06],
      turn: [-0.1, 0, 0],
      stretch: [size, size, size],
    });
    head.add(ball(1, 14), main, { stretch: [0.88, 0.95, 1] });
    head.add(coarseCapsule(0.55, 0.5), hsl(40, 50, 84), {
      at: [0, -0.28, 0.95],
      turn: [Math.PI / 2 + 0.2, 0, 0],
      stretch: [1, 1, 0.9],
    });
    addEyes(head, [0.55, 0.3, 0.65], 0.3, { outwards: 0.7 });
    for (const x of [-1, 1]) {
      head.add(ball(0.12, 8), hsl(20, 50, 20), { at: [x * 0.25, -0.25, 1.7] });
      head.add(ball(1, 10), main, {
        at: [x * 1.15, 0.45, -0.3],
        turn: [0, 0, x * 0.35],
        stretch: [0.55, 0.28, 0.22],
      });
    }
    if (make.has('horns', 0.9))
      for (const x of [-1, 1]) {
        head.add(cylinder(0.14, 0.17, 0.8, 8), main, { at: [x * 0.4, 1.1, -0.2], turn: [0, 0, -x * 0.15] });
        head.add(ball(0.27, 10), hsl(20, 60, 18), { at: [x * 0.46, 1.5, -0.2] });
      }
    make.add(cylinder(0.045, 0.045, 0.45, 8), main, { at: [0, y - 0.15, -0.64], turn: [0.12, 0, 0] });
    make.add(cone(0.1, 0.26, 10), hsl(20, 60, 15), { at: [0, y - 0.42, -0.68] });
    head.head([0, 0, 0], 1, { at: [0, -1.2, -0.25], radius: 0.75 });
  },
});
