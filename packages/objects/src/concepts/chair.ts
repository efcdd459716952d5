import { defineConcept } from '../concept.ts';
import { box, cylinder } from '../parts.ts';

export const chair = defineConcept({
  name: 'chair',
  synonyms: ['armchair'],
  category: 'furniture',
  natural: ['brown', 'brown', 'red', 'blue', 'white', 'beige', 'black'],
  symmetry: 1,
  hypernyms: ['furniture'],
  usual: ['wooden'],
  carries: true,
  build(make) {
    const { rng, main } = make;
    const dark = make.shade(0.68);
    const width = rng.uniform(0.95, 1.2);
    const depth = rng.uniform(0.9, 1.1);
    const legs = rng.uniform(0.65, 0.95);
    const back = rng.uniform(0.75, 1.2);
    if (back > 1.08) make.adjective('high-backed');
    const thick = rng.uniform(0.11, 0.17);
    const seat = 0.14;

    const roundLegs = rng.chance(0.4);
    for (const x of [-1, 1]) {
      for (const z of [-1, 1]) {
        const leg = roundLegs ? cylinder(thick * 0.62, thick * 0.45, legs, 10) : box(thick, legs, thick);
        const at: [number, number, number] = [
          x * (width / 2 - thick * 0.6),
          legs / 2,
          z * (depth / 2 - thick * 0.6),
        ];
        make.add(leg, dark, { at });
      }
    }
    make.add(box(width, seat, depth), main, { at: [0, legs + seat / 2, 0] });
    const rear = -depth / 2 + 0.06;
    const base = legs + seat;
    const style = rng.pick(['solid', 'slats', 'rungs'] as const);
    if (style === 'solid') {
      make.add(box(width, back, 0.13), main, { at: [0, base + back / 2, rear] });
    } else {
      for (const x of [-1, 1]) {
        make.add(box(0.13, back, 0.13), main, {
          at: [x * (width / 2 - 0.065), base + back / 2, rear],
        });
      }
      make.add(box(width, 0.2, 0.13), main, { at: [0, base + back - 0.1, rear] });
      if (style === 'slats') {
        for (const x of [-0.17, 0.17]) {
          make.add(box(0.13, back - 0.1, 0.09), dark, {
            at: [x * width, base + back / 2 - 0.05, rear],
          });
        }
        make.feature('with a slatted back');
      } else {
        make.add(box(width - 0.2, 0.18, 0.1), dark, { at: [0, base + back * 0.45, rear] });
        make.feature('with an open back');
      }
    }
    const soft = rng.chance(0.45);
    make.top(soft ? base + 0.125 : base, Math.min(width, depth) * 0.42, [0, 0.05]);
    if (soft) {
      const cushion = make.accent(main.colour);
      make.add(box(width * 0.88, 0.13, depth * 0.84), cushion, { at: [0, base + 0.06, 0.05] });
      make.feature(`with a ${cushion.name} cushion`);
    }
    if (rng.chance(0.35)) {
      for (const x of [-1, 1]) {
        const side = x * (width / 2 - 0.02);
        make.add(box(0.14, 0.12, depth * 0.95), dark, { at: [side, base + 0.42, 0] });
        make.add(box(0.12, 0.42, 0.12), dark, { at: [side, base + 0.2, depth * 0.36] });
      }
      make.feature('with armrests');
    }
    if (rng.chance(0.25)) {
      for (const z of [-1, 1]) {
        make.add(box(width - thick, 0.09, 0.09), dark, {
          at: [0, legs * 0.4, z * (depth / 2 - thick * 0.6)],
        });
      }
      make.feature('with crossbars');
    }
  },
});
