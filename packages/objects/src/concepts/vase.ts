import { CatmullRomCurve3, TubeGeometry, Vector3 } from 'three';
import { defineConcept } from '../concept.ts';
import { type ColourName, hsl, randomColour } from '../palette.ts';
import { ball, cylinder, lathe } from '../parts.ts';

/** Radii at equal steps from foot to lip. */
const SHAPES = {
  round: [0.36, 0.6, 0.74, 0.66, 0.4, 0.27, 0.42],
  thin: [0.3, 0.34, 0.4, 0.44, 0.36, 0.24, 0.34],
  curvy: [0.4, 0.28, 0.46, 0.66, 0.6, 0.34, 0.46],
  flared: [0.36, 0.28, 0.26, 0.3, 0.38, 0.5, 0.7],
} as const;
const BLOSSOMS: readonly ColourName[] = ['red', 'pink', 'yellow', 'white', 'purple'];

export const vase = defineConcept({
  name: 'vase',
  synonyms: ['urn', 'amphora'],
  category: 'household',
  natural: ['blue', 'blue', 'white', 'red', 'turquoise', 'green'],
  symmetry: null,
  round: true,
  build(make) {
    const { rng, main } = make;
    const shape = rng.pick(Object.keys(SHAPES) as (keyof typeof SHAPES)[]);
    make.adjective(shape);
    const height = rng.uniform(1.4, 1.9) * (shape === 'thin' ? 1.15 : 1);
    if (height > 1.9) make.adjective('tall');
    const radii = SHAPES[shape];
    // A smooth line through the radii.
    const line = new CatmullRomCurve3(radii.map((r, i) => new Vector3(r, (i / 6) * height, 0)));
    const outside = line.getPoints(14).map(({ x, y }) => [x, y] as const);
    const lip = radii[6];
    make.add(lathe([[0, 0], ...outside]), main);
    make.add(
      lathe([
        [lip * 0.55, height * 0.72],
        [lip * 0.8, height * 0.94],
        [lip, height],
      ]),
      make.shade(0.55),
    );
    make.add(cylinder(lip * 0.7, lip * 0.7, 0.04, 24), hsl(20, 20, 10), { at: [0, height * 0.86, 0] });
    make.add(cylinder(radii[0] * 0.98, radii[0] * 1.12, 0.1, 28), make.shade(0.75), { at: [0, 0.04, 0] });

    const at = (t: number) => line.getPoint(t).x;
    if (rng.chance(0.35) && shape !== 'flared') {
      const limbs = rng.chance(0.4) ? make.accent() : main;
      for (const side of [-1, 1]) {
        const bow = [0.9, 0.84, 0.68, 0.5].map((t, i) => {
          const out = [0, 0.28, 0.3, -0.02][i];
          return new Vector3(side * (at(t) + out), t * height, 0);
        });
        make.add(new TubeGeometry(new CatmullRomCurve3(bow), 14, 0.08, 8), limbs);
      }
      make.feature(limbs === main ? 'with two handles' : `with two ${limbs.name} handles`);
    }
    if (make.plain && rng.chance(0.4)) {
      const paint = make.accent();
      const bands = rng.pick([1, 2]);
      for (let i = 0; i < bands; i++) {
        const t = bands === 1 ? 0.45 : 0.32 + 0.26 * i;
        const around = [-0.06, -0.03, 0, 0.03, 0.06].map(
          (d) => [at(t + d) + 0.02, (t + d) * height] as const,
        );
        make.add(lathe(around), paint);
      }
      make.feature(bands === 1 ? `with a ${paint.name} band` : `with two ${paint.name} bands`);
    }
    if (rng.chance(0.3)) {
      const blossom = randomColour(
        rng,
        BLOSSOMS.filter((name) => name !== main.name),
      );
      const count = rng.pick([3, 4]);
      const green = hsl(115, 50, 30);
      for (let i = 0; i < count; i++) {
        const around = make.inside({ at: [0, height * 0.8, 0], turn: [0, (i * 2 * Math.PI) / count, 0] });
        const stalk = around.inside({ turn: [0.35, 0, 0] });
        stalk.add(cylinder(0.05, 0.05, 0.8, 6), green, { at: [0, 0.4, 0] });
        for (let k = 0; k < 5; k++) {
          const angle = (k * 2 * Math.PI) / 5;
          stalk.add(ball(0.15, 6), blossom, {
            at: [0.17 * Math.cos(angle), 0.84, 0.17 * Math.sin(angle)],
          });
        }
        const heart = blossom.name === 'yellow' ? hsl(25, 60, 25) : hsl(46, 100, 52);
        stalk.add(ball(0.13, 6), heart, { at: [0, 0.92, 0] });
      }
      make.feature(`with ${blossom.name} blossoms`);
    }
  },
});
