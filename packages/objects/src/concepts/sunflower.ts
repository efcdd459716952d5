import { TorusGeometry } from 'three';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cylinder } from '../parts.ts';

export const sunflower = defineConcept({
  name: 'sunflower',
  synonyms: [],
  category: 'plant',
  symmetry: 1,
  natural: ['yellow', 'yellow', 'orange'],
  never: ['brown'],
  patterns: ['dotted'],
  proportions: ['tall', 'short'],
  build(make) {
    const { rng, main } = make;
    const stem = rng.uniform(1.1, 1.7);
    if (stem > 1.5) make.adjective('tall');
    if (stem < 1.25) make.adjective('short');
    const green = hsl(rng.uniform(95, 130), 55, main.name === 'green' ? 22 : 32);
    make.add(cylinder(0.09, 0.11, stem, 10), green, { at: [0, stem / 2, 0] });

    const size = rng.uniform(0.6, 0.75);
    const heart = size * rng.uniform(0.48, 0.62);
    if (heart > 0.4) make.feature('with a big middle');
    const head = make.inside({ at: [0, stem, 0.06], turn: [rng.uniform(-0.5, -0.15), 0, 0] });
    const pointed = rng.chance(0.5);
    if (pointed) make.feature('with pointed petals');
    const petals = pointed ? 14 : 11;
    const rows = rng.chance(0.5) ? 2 : 1;
    if (rows === 2) make.feature('with two rows of petals');
    for (let row = 0; row < rows; row++)
      for (let i = 0; i < petals; i++) {
        const around = head.inside({ turn: [0, 0, ((i + row / 2) * 2 * Math.PI) / petals] });
        around.add(ball(0.5, pointed ? 6 : 8), row ? make.shade(0.85) : main, {
          at: [0, heart + (size - heart * 0.5) * 0.45, 0.06 - row * 0.1],
          turn: [0.2 - row * 0.2, 0, 0],
          stretch: [(size * 4) / petals, size * 0.95, 0.2],
        });
      }
    const dark = main.name === 'black' ? hsl(30, 60, 45) : hsl(22, 55, 17);
    head.add(ball(heart, 20), dark, { at: [0, 0, 0.08], stretch: [1.05, 1.05, 0.45] });
    // The sepals behind.
    head.add(ball(heart, 16), green, { at: [0, 0, -0.14], stretch: [1, 1, 0.4] });
    const face = rng.chance(0.25);
    if (face) {
      const z = 0.08 + heart * 0.44;
      for (const x of [-1, 1])
        head.add(ball(0.09, 8), hsl(0, 0, 97), { at: [x * heart * 0.4, heart * 0.25, z - 0.02] });
      head.add(new TorusGeometry(heart * 0.45, 0.05, 6, 14, Math.PI), hsl(0, 0, 97), {
        at: [0, -heart * 0.12, z - 0.05],
        turn: [0, 0, Math.PI],
      });
      make.feature('with a smiling face');
    } else
      head.add(ball(heart * 0.55, 14), hsl(35, 60, 32), {
        at: [0, 0, 0.08 + heart * 0.22],
        stretch: [1, 1, 0.6],
      });

    if (make.has('leaves', 0.85)) {
      const leaves = rng.pick([2, 3, 4]);
      for (let i = 0; i < leaves; i++) {
        const leaf = make.inside({
          at: [0, stem * (0.22 + 0.13 * i), 0],
          turn: [0, Math.PI / 2 + i * Math.PI + 0.3 * i, 0],
        });
        leaf.add(ball(0.4, 10), green.clone().multiplyScalar(1.2), {
          at: [0, 0.16, 0.36],
          turn: [-0.5, 0, 0],
          stretch: [0.62, 0.18, 1.05],
        });
      }
    }
    if (rng.chance(0.4)) {
      const tub = make.accent();
      make.add(cylinder(0.42, 0.32, 0.55, 20), tub, { at: [0, -0.2, 0] });
      make.add(cylinder(0.48, 0.48, 0.14, 20), tub, { at: [0, 0.05, 0] });
      make.add(cylinder(0.4, 0.4, 0.06, 20), hsl(22, 45, 15), { at: [0, 0.11, 0] });
      make.feature(`in a ${tub.name} pot`);
    } else {
      const grass = rng.chance(0.3);
      if (grass) {
        make.add(cylinder(0.55, 0.62, 0.12, 20), hsl(85, 50, 42), { at: [0, 0, 0] });
        make.feature('on grass');
      }
    }
  },
});
