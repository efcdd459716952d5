import { ConeGeometry } from 'three';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cylinder } from '../parts.ts';

export const pineapple = defineConcept({
  name: 'pineapple',
  synonyms: ['ananas'],
  category: 'food',
  symmetry: null,
  round: true,
  natural: (rng) => hsl(rng.uniform(36, 44), rng.uniform(75, 92), rng.uniform(46, 54)),
  proportions: ['short', 'wide', 'thin'],
  build(make) {
    const { rng, main } = make;
    const height = rng.uniform(0.75, 1.05);
    if (height > 0.97) make.adjective('tall');
    if (height < 0.82) make.adjective('round');
    const girth = 0.66;
    make.add(ball(1, 24), make.shade(0.72), { stretch: [girth, height, girth] });

    // The eyes of the fruit sit on a spiral, as its scales grow.
    const big = rng.chance(0.4);
    if (big) make.adjective('prickly');
    const rows = 7;
    const perRow = 9;
    for (let row = 0; row < rows; row++) {
      const y = ((row + 0.5) / rows - 0.5) * 1.75;
      const out = Math.sqrt(1 - y * y);
      for (let i = 0; i < perRow; i++) {
        const eye = make.inside({ turn: [0, ((i + (row % 2) / 2) * 2 * Math.PI) / perRow, 0] });
        const size = 0.235 * (0.35 + 0.65 * out);
        eye.add(new ConeGeometry(size, big ? 0.2 : 0.13, 4, 1, true), main, {
          at: [0, y * height, out * girth + 0.02],
          turn: [Math.PI / 2 - Math.atan2(y * girth, out * height), 0, 0],
        });
      }
    }

    const green = main.name === 'green' ? hsl(95, 75, 25) : hsl(rng.uniform(110, 140), 50, 30);
    const long = rng.chance(0.5);
    if (make.has('leaves', 0.92)) {
      make.feature(long ? 'with long leaves' : 'with short leaves');
      const length = long ? rng.uniform(0.85, 1.1) : rng.uniform(0.5, 0.65);
      const leaves = 13;
      for (let i = 0; i < leaves; i++) {
        const lean = 0.05 + 0.75 * (1 - i / (leaves - 1));
        const leaf = make.inside({ at: [0, height * 0.92, 0], turn: [0, i * 2.4, 0] });
        const tilted = leaf.inside({ turn: [lean, 0, 0] });
        const size = length * (0.75 + 0.25 * (i / leaves));
        tilted.add(new ConeGeometry(0.15, size, 5), i % 2 ? green : green.clone().multiplyScalar(1.35), {
          at: [0, size / 2, 0.06],
          stretch: [1, 1, 0.6],
        });
      }
    } else make.add(cylinder(0.2, 0.25, 0.12, 12), green, { at: [0, height, 0] });

    if (rng.chance(0.2)) {
      const y = height * 0.28;
      const frame = make.pick(['black', 'red', 'pink', 'blue']);
      const z = girth * 0.98;
      for (const x of [-1, 1]) {
        make.add(cylinder(0.22, 0.22, 0.12, 16), frame, { at: [x * 0.27, y, z], turn: [Math.PI / 2, 0, 0] });
        make.add(cylinder(0.15, 0.15, 0.14, 12), hsl(0, 0, 15), {
          at: [x * 0.27, y, z],
          turn: [Math.PI / 2, 0, 0],
        });
        make.add(box(0.08, 0.09, 0.75), frame, { at: [x * 0.62, y, z - 0.35], turn: [0, -x * 0.2, 0] });
      }
      make.add(box(0.2, 0.08, 0.1), frame, { at: [0, y + 0.05, z] });
      make.feature(`with ${frame.name} sunglasses`);
    }
    if (rng.chance(0.2)) {
      const plate = make.pick(['white', 'blue', 'turquoise']);
      make.add(cylinder(0.95, 0.75, 0.12), plate, { at: [0, -height, 0] });
      make.feature(`on a ${plate.name} plate`);
    }
  },
});
