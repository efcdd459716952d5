import { defineConcept } from '../concept.ts';
import { numberWord } from '../numbers.ts';
import { type ColourName, hsl } from '../palette.ts';
import { box } from '../parts.ts';

const SPINES: readonly ColourName[] = [
  'red',
  'blue',
  'green',
  'yellow',
  'white',
  'orange',
  'purple',
  'turquoise',
];

export const bookshelf = defineConcept({
  name: 'bookshelf',
  synonyms: ['bookcase', 'book shelf'],
  category: 'furniture',
  symmetry: 1,
  natural: ['brown', 'brown', 'brown', 'white', 'beige', 'black'],
  usual: ['wooden'],
  proportions: ['tall', 'wide'],
  carries: true,
  build(make) {
    const { rng, main } = make;
    const rows = rng.pick([2, 3, 3, 4]);
    make.feature(`with ${numberWord(rows)} shelves`);
    const width = rng.uniform(1, 1.4);
    const depth = rng.uniform(0.42, 0.54);
    const row = rng.uniform(0.44, 0.52);
    const wall = 0.11;
    const doors = rng.chance(0.3);
    const foot = rng.pick([0.06, 0.2]);
    const base = foot + (doors ? 0.5 : 0);
    const height = base + rows * row + wall;
    for (const x of [-1, 1]) {
      make.add(box(wall, height - foot, depth), main, {
        at: [(x * (width - wall)) / 2, (height + foot) / 2, 0],
      });
      if (foot > 0.1)
        make.add(box(0.16, foot, depth * 0.9), make.shade(0.6), {
          at: [x * (width / 2 - 0.12), foot / 2, 0],
        });
    }
    make.add(box(width - 0.02, height - foot, 0.08), make.shade(0.62), {
      at: [0, (height + foot) / 2, -depth / 2 + 0.05],
    });
    for (let i = 0; i <= rows; i++)
      make.add(box(width - 0.02, wall, depth - 0.02), main, { at: [0, base + i * row + wall / 2, 0] });
    make.add(box(width + 0.12, 0.1, depth + 0.1), main, { at: [0, height, 0] });
    if (doors) {
      make.add(box(width - 0.02, wall, depth - 0.02), main, { at: [0, foot + wall / 2, 0] });
      const panel = rng.chance(0.4) ? make.accent() : undefined;
      for (const x of [-1, 1]) {
        make.add(box(width / 2 - 0.08, 0.4, 0.08), panel ?? make.shade(0.8), {
          at: [x * width * 0.235, foot + 0.28, depth / 2],
        });
        make.add(box(0.07, 0.07, 0.08), hsl(45, 85, 60), { at: [x * 0.09, foot + 0.3, depth / 2 + 0.06] });
      }
      make.feature(panel ? `with ${panel.name} doors` : 'with doors');
    }

    const full = rng.uniform();
    make.adjective(full > 0.6 ? 'full' : full < 0.25 ? 'half-empty' : 'filled');
    const share = full > 0.6 ? 0.99 : full < 0.25 ? 0.5 : 0.78;
    const cover = rng.chance(0.2) ? make.pick(SPINES) : undefined;
    if (cover) make.feature(`with ${cover.name} volumes`);
    const clear = row - wall;
    for (let i = 0; i < rows; i++) {
      const left = -width / 2 + wall + 0.02;
      const room = (width - 2 * wall - 0.04) * share;
      const flip = rng.pick([-1, 1]);
      for (let used = 0; used < room - 0.08; ) {
        const thick = Math.min(rng.uniform(0.11, 0.17), room - used);
        const tall = clear * rng.uniform(0.68, 0.96);
        const colour = cover ?? make.pick(SPINES);
        make.add(box(thick - 0.015, tall, depth * 0.76), colour, {
          at: [flip * (left + used + thick / 2), base + i * row + wall + tall / 2, 0.04],
        });
        used += thick;
      }
    }
    make.top(height + 0.05, depth / 2);
  },
});
