import { LatheGeometry, Vector2 } from 'three';
import { addPetals } from '../blossom.ts';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cylinder } from '../parts.ts';

export const tulip = defineConcept({
  name: 'tulip',
  synonyms: [],
  hypernyms: ['flower'],
  category: 'plant',
  symmetry: null,
  natural: ['red', 'red', 'pink', 'yellow', 'purple', 'orange', 'white'],
  proportions: ['tall', 'short'],
  build(make) {
    const { rng, main } = make;
    const stem = rng.uniform(0.9, 1.4);
    if (stem > 1.25) make.adjective('tall');
    const green = main.name === 'green' ? hsl(85, 65, 24) : hsl(rng.uniform(100, 135), 50, 34);
    const count = rng.pick([1, 1, 1, 2, 3]);
    const open = rng.uniform(0, 1);
    make.adjective(open > 0.5 ? 'open' : 'closed');
    const tips = rng.chance(0.25) ? make.accent() : null;
    if (tips) make.feature(`with ${tips.name} tips`);
    const size = rng.uniform(0.42, 0.54) * (count > 1 ? 0.8 : 1);
    for (let k = 0; k < count; k++) {
      const lean = count === 1 ? rng.uniform(-0.12, 0.12) : (k - (count - 1) / 2) * 0.75;
      const tall = stem * (count === 3 && k === 1 ? 1.2 : 1);
      const flower = make.inside({ turn: [0, 0, -lean] });
      flower.add(cylinder(0.075, 0.08, tall, 8), green, { at: [0, tall / 2, 0] });
      const head = flower.inside({ at: [0, tall, 0] });
      // A cup of the closed petals, and round it three more that spread.
      head.add(
        new LatheGeometry(
          [
            [0, -0.1],
            [0.55, 0.05],
            [0.86, 0.4],
            [0.88, 0.85],
            [0.7 + 0.15 * open, 1.35],
          ].map(([r, y]) => new Vector2(r, y)),
          16,
        ),
        make.shade(0.72),
        { stretch: [size, size, size] },
      );
      for (const outer of [false, true]) {
        // Each petal leans outwards about its foot, the outer ones further.
        const lean = outer ? 0.1 + open * 0.38 : 0.02 + open * 0.12;
        const place = (y: number, z: number) =>
          [0, y * Math.cos(lean) - z * Math.sin(lean), y * Math.sin(lean) + z * Math.cos(lean)] as const;
        const wreath = head.inside({ turn: [0, outer ? Math.PI / 3 : 0, 0] });
        addPetals(wreath, 3, ball(size, 7), outer ? main : make.shade(0.87), {
          at: place(size * 0.82, size * 0.62),
          turn: [lean - 0.08, 0, 0],
          stretch: [0.68, 1, 0.36],
        });
        if (tips)
          addPetals(wreath, 3, ball(size * 0.42, 6), tips, {
            at: place(size * 1.48, size * 0.6),
            turn: [lean, 0, 0],
            stretch: [0.85, 0.85, 0.66],
          });
      }
    }
    if (make.has('leaves', 0.9)) {
      const leaves = rng.pick([2, 3, 4]);
      make.feature(leaves === 2 ? 'with two leaves' : 'with many leaves');
      for (let i = 0; i < leaves; i++) {
        const leaf = make.inside({ turn: [0, Math.PI / 2 + (i * 2 * Math.PI) / leaves, 0] });
        const long = stem * (0.42 - 0.03 * i);
        leaf.add(ball(1, 10), i % 2 ? green : green.clone().multiplyScalar(1.2), {
          at: [0, long * 0.95, 0.3],
          turn: [0.36, 0, 0],
          stretch: [0.2, long, 0.07],
        });
      }
    }
    const ground = rng.pick(['pot', 'grass', null] as const);
    if (ground === 'pot') {
      const tub = make.accent();
      make.add(cylinder(0.46, 0.34, 0.55, 20), tub, { at: [0, -0.22, 0] });
      make.add(cylinder(0.42, 0.42, 0.06, 20), hsl(22, 45, 15), { at: [0, 0.05, 0] });
      make.feature(`in a ${tub.name} pot`);
    } else if (ground === 'grass') {
      make.add(cylinder(0.5, 0.58, 0.14, 20), hsl(85, 50, 42), { at: [0, 0, 0] });
      make.feature('on grass');
    }
  },
});
