import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cylinder } from '../parts.ts';

export const bed = defineConcept({
  name: 'bed',
  synonyms: ['double bed', 'single bed', 'cot'],
  category: 'furniture',
  natural: ['blue', 'blue', 'red', 'white', 'green', 'beige'],
  symmetry: 1,
  usual: ['wooden'],
  proportions: ['wide', 'long'],
  carries: true,
  build(make) {
    const { rng, main } = make;
    const dark = make.shade(0.72);
    const pillows = rng.pick([1, 2]);
    const width = pillows === 2 ? rng.uniform(1.4, 1.65) : rng.uniform(0.95, 1.15);
    const length = rng.uniform(1.9, 2.2);
    const low = rng.uniform(0.16, 0.3);
    const board = low + 0.2;
    make.feature(pillows === 2 ? 'with two pillows' : 'with one pillow');
    make.add(box(width, 0.24, length), main, { at: [0, low + 0.08, 0] });
    for (const x of [-1, 1])
      for (const z of [-1, 1])
        make.add(box(0.16, low, 0.16), dark, {
          at: [x * (width / 2 - 0.08), low / 2, z * (length / 2 - 0.08)],
        });

    const canopy = rng.chance(0.2);
    const head = -length / 2 - 0.05;
    if (make.has('headboard', 0.88)) {
      const height = rng.uniform(0.7, 1.05);
      const style = rng.pick(['solid', 'arched', 'slatted'] as const);
      if (style === 'slatted') {
        make.add(box(width + 0.1, 0.18, 0.16), main, { at: [0, low + height - 0.09, head] });
        for (const t of [-0.44, -0.22, 0, 0.22, 0.44])
          make.add(box(0.14, height, 0.12), dark, { at: [t * width, low + height / 2 - 0.05, head] });
        make.feature('with a slatted headboard');
      } else {
        make.add(box(width + 0.1, height, 0.16), main, { at: [0, low + height / 2, head] });
        if (style === 'arched') {
          const rise = 0.3;
          make.add(cylinder(1, 1, 0.16, 32), main, {
            at: [0, low + height, head],
            turn: [Math.PI / 2, 0, 0],
            stretch: [width / 2 + 0.05, 1, rise],
          });
          make.feature('with an arched headboard');
        }
      }
    }
    if (rng.chance(0.6)) {
      make.add(box(width + 0.1, board + 0.22, 0.14), main, {
        at: [0, (board + 0.22) / 2 + 0.04, length / 2 + 0.05],
      });
      make.feature('with a footboard');
    }

    const sheet = main.name === 'white' ? hsl(40, 40, 80) : hsl(0, 0, 96);
    make.add(box(width - 0.08, 0.22, length - 0.08), sheet, { at: [0, board + 0.08, 0] });
    const bedding = board + 0.22;
    const cover = length * rng.uniform(0.56, 0.68);
    const middle = length / 2 - cover / 2 - 0.03;
    const matching = !main.material && rng.chance(0.35);
    const blanket = matching ? undefined : make.accent();
    make.add(box(width + 0.04, 0.22, cover), blanket ?? make.shade(0.85), {
      at: [0, bedding - 0.06, middle],
    });
    if (blanket) make.feature(`with a ${blanket.name} blanket`);
    make.add(box(width + 0.06, 0.23, 0.2), sheet, { at: [0, bedding - 0.06, middle - cover / 2 + 0.02] });
    const cushion = main.name === 'white' || rng.chance(0.5) ? (blanket ?? make.accent()) : { colour: sheet };
    for (let i = 0; i < pillows; i++)
      make.add(ball(1, 16), cushion, {
        at: [pillows === 1 ? 0 : (i - 0.5) * width * 0.48, bedding + 0.07, -length / 2 + 0.26],
        stretch: [pillows === 1 ? width * 0.36 : width * 0.22, 0.15, 0.22],
      });

    if (canopy) {
      const height = rng.uniform(1.6, 1.85);
      for (const x of [-1, 1])
        for (const z of [-1, 1])
          make.add(box(0.12, height, 0.12), dark, { at: [x * (width / 2), height / 2, z * (length / 2)] });
      make.add(box(width + 0.14, 0.22, length + 0.14), blanket ?? main, { at: [0, height, 0] });
      make.feature('with a canopy');
    } else make.top(bedding + 0.05, width * 0.4, [0, middle]);
  },
});
