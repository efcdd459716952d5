import { defineConcept } from '../concept.ts';
import { box, cylinder } from '../parts.ts';

export const laptop = defineConcept({
  name: 'laptop',
  synonyms: ['notebook computer', 'laptop computer'],
  category: 'household',
  symmetry: 1,
  natural: ['grey', 'grey', 'white', 'black'],
  proportions: ['wide'],
  build(make) {
    const { rng, main } = make;
    const width = rng.uniform(1.5, 1.8);
    const depth = rng.uniform(1, 1.15);
    const thick = rng.uniform(0.12, 0.17);
    const keys = make.pick(['black', 'black', 'white', 'blue']);
    make.add(box(width, thick, depth), main, { at: [0, thick / 2, 0] });
    const rows = rng.pick([3, 4]);
    const field = depth * 0.52;
    for (let i = 0; i < rows; i++) {
      const z = -depth * 0.4 + (i + 0.5) * (field / rows);
      const count = 7;
      for (let k = 0; k < count; k++)
        make.add(box((width * 0.88) / count - 0.05, 0.06, field / rows - 0.05), keys, {
          at: [((k + 0.5) / count - 0.5) * width * 0.88, thick + 0.02, z],
        });
    }
    make.feature(`with a ${keys.name} keyboard`);
    if (make.has('touchpad', 0.8)) {
      make.add(box(width * 0.34, 0.05, depth * 0.26), make.shade(0.7), {
        at: [0, thick + 0.01, depth * 0.32],
      });
      make.feature('with a touchpad');
    }

    const lean = rng.uniform(0.12, 0.55);
    if (lean > 0.42) make.adjective('wide-open');
    const hinge = -depth / 2 + 0.03;
    make.add(cylinder(0.09, 0.09, width * 0.8, 12), make.shade(0.55), {
      at: [0, thick, hinge],
      turn: [0, 0, Math.PI / 2],
    });
    const lid = make.inside({ at: [0, thick, hinge], turn: [-lean, 0, 0] });
    const tall = depth * rng.uniform(0.95, 1.05);
    lid.add(box(width, tall, 0.11), main, { at: [0, tall / 2, 0] });
    const shown = make.accent();
    lid.add(box(width - 0.2, tall - 0.2, 0.06), shown, { at: [0, tall / 2, 0.05] });
    make.feature(`with a ${shown.name} screen`);
    const content = rng.pick(['window', 'text', 'empty'] as const);
    const ink = make.accent(shown.colour);
    if (content === 'window') {
      lid.add(box(width * 0.42, tall * 0.44, 0.04), ink, { at: [-width * 0.1, tall * 0.52, 0.08] });
      make.feature(`with a ${ink.name} window`);
    } else if (content === 'text') {
      for (const [y, long] of [
        [0.72, 0.66],
        [0.52, 0.5],
        [0.32, 0.6],
      ])
        lid.add(box(width * long, 0.09, 0.04), ink, { at: [(long - 0.7) * width * 0.5, tall * y, 0.08] });
      make.feature(`with ${ink.name} text`);
    }
    if (rng.chance(0.6)) {
      const logo = make.accent();
      const round = rng.chance(0.6);
      lid.add(round ? cylinder(0.2, 0.2, 0.06, 20) : box(0.34, 0.06, 0.34), logo, {
        at: [0, tall * 0.52, -0.05],
        turn: [Math.PI / 2, 0, 0],
      });
      make.feature(`with a ${round ? 'round' : 'square'} ${logo.name} logo`);
    }
  },
});
