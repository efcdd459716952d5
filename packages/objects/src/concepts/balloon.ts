import { CatmullRomCurve3, TorusGeometry, TubeGeometry, Vector3 } from 'three';
import { defineConcept } from '../concept.ts';
import type { Swatch } from '../look.ts';
import type { Maker } from '../maker.ts';
import { numberWord } from '../numbers.ts';
import { hsl } from '../palette.ts';
import { ball, box, cone, lathe } from '../parts.ts';

export const balloon = defineConcept({
  name: 'balloon',
  synonyms: ['party balloon', 'toy balloon'],
  category: 'toy',
  symmetry: null,
  round: true,
  natural: ['red', 'red', 'red', 'blue', 'yellow', 'green', 'pink', 'orange', 'purple', 'turquoise'],
  proportions: ['wide'],
  stands: false,
  build(make) {
    const { rng, main } = make;
    const count = rng.pick([1, 1, 1, 2, 3]);
    const long = rng.uniform(0.95, 1.35);
    if (long > 1.25) make.adjective('long');
    if (long < 1.03) make.adjective('round');
    const string = rng.uniform(0.75, 1.2);
    const tied = make.has('string', 0.88);
    const foot = tied ? -string : 0;
    if (count > 1) {
      make.feature(count === 2 ? 'in a pair' : 'in a bunch');
      if (rng.chance(0.5)) make.adjective(numberWord(count));
    }
    const others = count > 1 && make.plain && rng.chance(0.4) ? make.accent() : undefined;
    if (others) make.feature(`with a ${others.name} companion`);

    const spread = count === 1 ? 0 : 0.42;
    for (let i = 0; i < count; i++) {
      const angle = (2 * Math.PI * i) / count + 1.2;
      const [x, z] = [Math.sin(angle) * spread, Math.cos(angle) * spread];
      const lift = (i % 2) * 0.28;
      const one = make.inside({ at: [x, lift, z], turn: [z * 0.7, 0, -x * 0.7] });
      addBalloon(one, long, others && i === 1 ? others : main, count > 2 ? 0.8 : 1);
      if (!tied) continue;
      const curl = count === 1 ? rng.uniform(-0.16, 0.16) : 0;
      const rope = hsl(0, 0, main.name === 'white' ? 35 : 88);
      const path = new CatmullRomCurve3([
        new Vector3(x, lift - 0.05, z),
        new Vector3(x * 0.5 + curl, foot * 0.4, z * 0.5),
        new Vector3(x * 0.15 - curl, foot * 0.75, z * 0.15),
        new Vector3(0, foot, 0),
      ]);
      make.add(new TubeGeometry(path, 12, 0.045, 6), rope);
    }
    if (tied && rng.chance(0.4)) {
      const weight = make.accent();
      make.add(box(0.36, 0.32, 0.36), weight, { at: [0, foot - 0.1, 0] });
      make.feature(`with a ${weight.name} weight`);
    } else if (tied && rng.chance(0.5)) {
      make.add(new TorusGeometry(0.14, 0.05, 8, 16), hsl(45, 90, 55), { at: [0, foot - 0.14, 0] });
      make.feature('with a ring');
    }
  },
});

/** Its knot at the origin, rising above it. */
function addBalloon(make: Maker, long: number, ink: Swatch, size: number): void {
  const { rng } = make;
  const r = 0.62 * size;
  const tall = 1.4 * long * size;
  const steps = Array.from({ length: 10 }, (_, i) => i / 9);
  make.add(
    lathe(
      steps.map((t) => {
        // An ellipse that is drawn out towards the knot.
        const y = 1 - Math.cos(Math.PI * t);
        return [
          r * Math.sin(Math.PI * t) * (0.72 + 0.28 * Math.min(1, y)) + (t === 0 ? 0.04 : 0),
          (tall * y) / 2,
        ] as const;
      }),
    ),
    ink,
  );
  make.add(cone(0.13, 0.2, 12), ink, { at: [0, -0.03, 0] });
  if (make.plain && rng.chance(0.8))
    make.add(ball(1, 10), hsl(0, 0, make.main.name === 'white' ? 80 : 97), {
      at: [-r * 0.48, tall * 0.72, r * 0.66],
      turn: [0, 0, -0.5],
      stretch: [0.08, 0.17, 0.08],
    });
}
