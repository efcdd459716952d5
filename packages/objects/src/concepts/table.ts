import { defineConcept } from '../concept.ts';
import { hsl, randomColour } from '../palette.ts';
import { ball, box, cylinder } from '../parts.ts';

export const table = defineConcept({
  name: 'table',
  synonyms: ['desk', 'dining table', 'coffee table'],
  category: 'furniture',
  natural: ['brown', 'brown', 'white', 'beige', 'black', 'grey'],
  symmetry: null,
  usual: ['wooden'],
  carries: true,
  build(make) {
    const { rng, main } = make;
    const dark = make.shade(0.65);
    const round = rng.chance(0.35);
    const width = round ? rng.uniform(1.35, 1.7) : rng.uniform(1.5, 2.2);
    const depth = round ? width : rng.uniform(1, 1.4);
    const height = round ? rng.uniform(0.9, 1.25) : rng.uniform(0.7, 1.15);
    const thick = rng.uniform(0.12, 0.2);
    if (round) make.adjective('round');
    if (height < 0.8) make.adjective('low');
    if (!round && width > 2) make.adjective('long');
    /** A slab of the table's outline, `grown` wider on each side. */
    const slab = (grown: number, h: number) =>
      round
        ? cylinder(width / 2 + grown, width / 2 + grown, h, 32)
        : box(width + 2 * grown, h, depth + 2 * grown);
    make.add(slab(0, thick), main, { at: [0, height, 0] });

    if (round && rng.chance(0.5)) {
      make.add(cylinder(0.12, 0.16, height), dark, { at: [0, height / 2, 0] });
      make.add(cylinder(0.3, 0.58, 0.14), dark, { at: [0, 0.07, 0] });
      make.feature('with one leg');
    } else {
      const leg = rng.uniform(0.13, 0.2);
      const roundLegs = rng.chance(0.4);
      const [x, z] = round ? [width * 0.33, width * 0.33] : [width / 2 - leg * 0.7, depth / 2 - leg * 0.7];
      for (const [sx, sz] of [
        [-1, -1],
        [-1, 1],
        [1, -1],
        [1, 1],
      ]) {
        const geometry = roundLegs ? cylinder(leg * 0.6, leg * 0.45, height, 10) : box(leg, height, leg);
        make.add(geometry, dark, { at: [sx * x, height / 2, sz * z] });
      }
      if (rng.chance(0.2)) {
        make.add(box(2 * x, 0.09, 2 * z), main, { at: [0, height * 0.35, 0] });
        make.feature('with a shelf');
      }
    }
    if (rng.chance(0.2)) {
      const cloth = make.accent(main.colour);
      const drop = thick + rng.uniform(0.04, 0.14);
      make.add(
        round ? cylinder(width * 0.3, width * 0.3, 0.06) : box(width * 0.5, drop, depth + 0.08),
        cloth,
        {
          at: [0, round ? height + thick / 2 + 0.02 : height + thick / 2 + 0.04 - drop / 2, 0],
        },
      );
      make.feature(`with a ${cloth.name} cloth`);
    }
    const surface = height + thick / 2;
    if (rng.chance(0.15)) {
      const pot = randomColour(rng, ['red', 'blue', 'white', 'yellow']);
      make.add(cylinder(0.18, 0.13, 0.3), pot, { at: [0, surface + 0.15, 0] });
      make.add(ball(0.2), hsl(120, 50, 35), { at: [0, surface + 0.45, 0] });
      make.feature(`with a plant in a ${pot.name} pot`);
    } else if (rng.chance(0.1)) {
      const plate = randomColour(rng, ['white', 'yellow', 'red', 'blue']);
      make.add(cylinder(0.34, 0.2, 0.1), plate, { at: [0, surface + 0.06, 0] });
      make.feature(`with a ${plate.name} plate`);
    } else make.top(surface, Math.min(width, depth) * 0.44);
  },
});
