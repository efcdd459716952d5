import { TorusGeometry } from 'three';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cylinder, lathe } from '../parts.ts';

export const carrot = defineConcept({
  name: 'carrot',
  synonyms: [],
  category: 'food',
  symmetry: null,
  round: true,
  hypernyms: ['vegetable'],
  natural: ['orange'],
  proportions: ['short', 'wide'],
  build(make) {
    const { rng, main } = make;
    const length = rng.uniform(1.5, 2.1);
    const girth = rng.uniform(0.36, 0.5);
    if (girth > 0.45) make.adjective('fat');
    if (girth < 0.39) make.adjective('thin');
    const blunt = rng.chance(0.35);
    if (blunt) make.adjective('blunt');
    const radius = (t: number) => girth * (blunt ? 0.5 + 0.5 * t ** 0.7 : 0.12 + 0.88 * t ** 0.75);
    const lying = rng.chance(0.2);
    if (lying) make.adjective('lying');
    const root = make.inside(lying ? { turn: [0, 0, Math.PI / 2 - 0.1] } : {});
    const profile = [0, 0.15, 0.35, 0.6, 0.85].map((t) => [radius(t), (t - 1) * length] as const);
    root.add(
      lathe([
        [0, -length - radius(0) * 0.9],
        [radius(0) * 0.7, -length - radius(0) * 0.5],
        ...profile,
        [girth * 0.98, -0.08],
        [girth * 0.75, 0.06],
        [0, 0.08],
      ]),
      main,
    );
    if (rng.chance(0.6)) {
      const groove = make.shade(0.68);
      for (let i = 0; i < 7; i++) {
        const t = 0.16 + 0.11 * i;
        root.add(new TorusGeometry(radius(t) - 0.015, 0.035, 5, 12, 2), groove, {
          at: [0, (t - 1) * length, 0],
          turn: [Math.PI / 2, 0, i * 2.4],
        });
      }
      make.feature('with grooves');
    }
    if (make.has('leaves', 0.88)) {
      const green = main.name === 'green' ? hsl(90, 70, 24) : hsl(rng.uniform(100, 125), 60, 34);
      const long = rng.chance(0.5);
      make.feature(long ? 'with long leaves' : 'with short leaves');
      const height = long ? rng.uniform(0.85, 1.15) : rng.uniform(0.45, 0.6);
      for (let i = 0; i < 7; i++) {
        const leaf = root.inside({ turn: [0, i * 2.4, 0] });
        const lean = i === 0 ? 0 : 0.28 + 0.07 * i;
        const tilted = leaf.inside({ turn: [lean, 0, 0] });
        const tint = i % 2 ? green : green.clone().multiplyScalar(0.75);
        tilted.add(cylinder(0.06, 0.07, height * 0.7, 6), tint, { at: [0, height * 0.35, 0] });
        for (let k = 0; k < 3; k++)
          tilted.add(ball(0.2 - 0.03 * k, 7), tint, {
            at: [0, height * (0.6 + 0.22 * k), 0],
            stretch: [0.9, 1, 0.6],
          });
      }
    } else root.add(cylinder(0.16, 0.2, 0.14, 12), hsl(95, 50, 30), { at: [0, 0.1, 0] });
    if (!lying && rng.chance(0.25)) {
      make.add(cylinder(0.6, 0.9, length * 0.6 + 0.4), hsl(25, 45, 22), { at: [0, -length * 0.75 - 0.2, 0] });
      make.feature('in soil');
    }
  },
});
