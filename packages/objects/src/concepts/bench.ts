import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { box } from '../parts.ts';

export const bench = defineConcept({
  name: 'bench',
  synonyms: ['park bench', 'garden bench'],
  category: 'furniture',
  symmetry: null,
  natural: ['brown', 'brown', 'green', 'white', 'grey'],
  usual: ['wooden'],
  proportions: ['tall', 'wide'],
  carries: true,
  build(make) {
    const { rng, main } = make;
    const width = rng.uniform(1.8, 2.4);
    if (width > 2.2) make.adjective('long');
    const legs = rng.uniform(0.5, 0.62);
    const depth = rng.uniform(0.62, 0.76);
    const planks = rng.pick([2, 3]);
    const plank = depth / planks;
    for (let i = 0; i < planks; i++)
      make.add(box(width, 0.12, plank * 0.82), main, { at: [0, legs, (i - (planks - 1) / 2) * plank] });

    const style = rng.pick(['iron', 'iron', 'stone', 'wood'] as const);
    const iron = make.pick(['black', 'black', 'grey', 'white']);
    const stone = { colour: main.name === 'grey' ? hsl(0, 0, 86) : hsl(40, 6, 58) };
    const frame = { iron, stone, wood: make.shade(0.7) }[style];
    make.feature(
      style === 'iron' ? `with ${iron.name} legs` : style === 'stone' ? 'with thick legs' : 'with plain legs',
    );
    const end = width / 2 - 0.2;
    for (const x of [-end, end]) {
      if (style === 'stone')
        make.add(box(0.3, legs - 0.06, depth * 0.9), frame, { at: [x, legs / 2 - 0.03, 0] });
      else {
        make.add(box(0.13, 0.1, depth), frame, { at: [x, legs - 0.1, 0] });
        for (const z of [-1, 1])
          make.add(box(0.13, legs, 0.13), frame, {
            at: [x, legs / 2 - 0.08, z * depth * 0.42],
            turn: [-z * 0.14, 0, 0],
          });
      }
    }
    if (make.has('back', 0.75)) {
      const rear = make.inside({ at: [0, legs, -depth / 2], turn: [-0.18, 0, 0] });
      const rows = rng.pick([2, 3]);
      for (let i = 0; i < rows; i++)
        rear.add(box(width, 0.17, 0.11), main, { at: [0, 0.28 + i * 0.24, 0.05] });
      for (const x of [-end, end])
        rear.add(box(0.12, 0.3 + rows * 0.24, 0.12), frame, { at: [x, 0.1 + rows * 0.12, -0.04] });
      make.feature(rows === 2 ? 'with a low back' : 'with a high back');
      if (rng.chance(0.45)) {
        for (const x of [-1, 1]) {
          const side = x * (width / 2 - 0.08);
          make.add(box(0.15, 0.1, depth), frame, { at: [side, legs + 0.36, -0.02] });
          make.add(box(0.12, 0.36, 0.12), frame, { at: [side, legs + 0.18, depth * 0.38] });
        }
        make.feature('with armrests');
      }
    }
    make.top(legs + 0.06, depth * 0.46);
  },
});
