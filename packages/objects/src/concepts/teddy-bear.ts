import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cone } from '../parts.ts';
import { limb } from '../rod.ts';

export const teddyBear = defineConcept({
  name: 'teddy bear',
  synonyms: ['teddy', 'teddybear'],
  category: 'toy',
  symmetry: 1,
  natural: ['brown', 'brown', 'brown', 'beige', 'orange'],
  usual: ['plush'],
  plurals: ['teddies'],
  build(make) {
    const { rng, main } = make;
    const pale = rng.chance(0.75);
    const patch = pale
      ? main.name === 'beige' || main.name === 'white'
        ? hsl(26, 55, 42)
        : hsl(38, 60, 82)
      : make.shade(0.75);
    const dark = main.name === 'black' ? hsl(0, 0, 85) : hsl(20, 30, 7);
    const sitting = rng.chance(0.6);
    make.adjective(sitting ? 'sitting' : 'standing');
    const belly = rng.uniform(0.46, 0.58);
    if (belly > 0.545) make.adjective('fat');
    make.add(ball(belly, 16), main, { at: [0, 0.62, 0], stretch: [1, 1.12, 0.9] });
    if (rng.chance(0.65)) {
      make.add(ball(belly * 0.7, 12), patch, { at: [0, 0.6, belly * 0.38], stretch: [1, 1.1, 0.85] });
      make.feature('with a belly patch');
    }
    for (const x of [-1, 1]) {
      const foot = sitting ? ([x * 0.44, 0.2, 0.62] as const) : ([x * 0.27, -0.1, 0.06] as const);
      make.add(limb([x * 0.26, 0.3, 0.1], foot, 0.2), main);
      // Soles face forward when it sits.
      make.add(ball(0.16, 10), patch, {
        at: sitting ? [foot[0], foot[1] + 0.02, foot[2] + 0.1] : [foot[0], foot[1] - 0.06, foot[2] + 0.12],
        stretch: [1, 1, 0.85],
      });
    }
    const pose = rng.pick(['down', 'open', 'waving'] as const);
    for (const x of [-1, 1]) {
      const raised = pose === 'open' || (pose === 'waving' && x < 0);
      const paw = raised ? ([x * 0.86, 1.24, 0.2] as const) : ([x * 0.68, 0.52, 0.3] as const);
      make.add(limb([x * belly * 0.75, 0.92, 0.04], paw, 0.17), main);
      make.add(ball(0.13, 8), patch, { at: [paw[0], paw[1], paw[2] + 0.07] });
    }
    if (pose === 'open') make.feature('with open arms');
    if (pose === 'waving') make.adjective('waving');

    const y = 1.5;
    const r = rng.uniform(0.48, 0.56);
    make.add(ball(r, 16), main, { at: [0, y, 0.04], stretch: [1.08, 0.95, 0.95] });
    make.add(ball(r * 0.46, 12), patch, { at: [0, y - r * 0.24, r * 0.82], stretch: [1.15, 0.9, 0.8] });
    make.add(ball(0.1, 10), dark, { at: [0, y - r * 0.1, r * 1.2], stretch: [1.3, 0.9, 0.8] });
    make.add(box(0.05, 0.14, 0.06), dark, { at: [0, y - r * 0.36, r * 1.16] });
    for (const x of [-1, 1]) {
      make.add(ball(0.075, 8), dark, { at: [x * r * 0.42, y + r * 0.22, r * 0.9] });
      make.add(ball(r * 0.42, 10), main, { at: [x * r * 0.82, y + r * 0.74, 0], stretch: [1, 1, 0.6] });
      make.add(ball(r * 0.27, 8), patch, {
        at: [x * r * 0.82, y + r * 0.74, r * 0.15],
        stretch: [1, 1, 0.5],
      });
    }
    if (rng.chance(0.3)) {
      const tie = make.accent();
      for (const x of [-1, 1])
        make.add(cone(0.19, 0.34, 12), tie, {
          at: [x * 0.17, y - r * 0.86, belly * 0.86],
          turn: [0, 0, (x * Math.PI) / 2],
          stretch: [1, 1, 0.6],
        });
      make.add(ball(0.09, 10), tie, { at: [0, y - r * 0.86, belly * 0.9] });
      make.feature(`with a ${tie.name} bowtie`);
    } else if (rng.chance(0.25)) {
      const heart = make.pick(['red', 'pink']);
      const at = [0, 0.62, belly * 1.02] as const;
      for (const x of [-1, 1])
        make.add(limb([at[0], at[1] - 0.14, at[2]], [x * 0.11, at[1] + 0.06, at[2]], 0.11), heart);
      make.feature(`with a ${heart.name} heart`);
    }
    make.head([0, y, 0.04], r, { at: [0, y - r * 0.78, 0.02], radius: r * 0.74 });
  },
});
