import { CatmullRomCurve3, TorusGeometry, TubeGeometry, Vector3 } from 'three';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cone, cylinder } from '../parts.ts';

export const lollipop = defineConcept({
  name: 'lollipop',
  synonyms: ['lolly', 'lollypop', 'candy', 'sweet'],
  category: 'food',
  symmetry: null,
  materials: ['golden', 'glass', 'wooden'],
  natural: ['red', 'pink', 'orange', 'yellow', 'green', 'turquoise', 'purple', 'blue', 'white'],
  proportions: [],
  build(make) {
    const { rng, main } = make;
    const round = rng.chance(0.25);
    make.adjective(round ? 'round' : 'flat');
    const swirl = make.accent();
    const size = rng.uniform(0.62, 0.8);
    const length = rng.uniform(1.1, 1.6);
    const stick = rng.chance(0.7) ? hsl(0, 0, 95) : make.accent().colour;
    make.add(cylinder(0.075, 0.075, length, 10), stick, { at: [0, -size - length / 2 + 0.2, 0] });
    if (round) {
      make.add(ball(size, 28), main);
      if (make.plain && rng.chance(0.6)) {
        for (const [r, y] of [
          [0.87, 0.48],
          [1, 0],
          [0.87, -0.48],
        ])
          make.add(cylinder(r * size + 0.01, r * size + 0.01, size * 0.17, 28), swirl, {
            at: [0, y * size, 0],
          });
        make.feature(`with ${swirl.name} rings`);
      }
    } else {
      const facing = [Math.PI / 2, 0, 0] as const;
      make.add(cylinder(size, size, 0.32, 36), main, { turn: facing });
      make.add(new TorusGeometry(size, 0.12, 6, 32), main);
      if (rng.chance(0.8)) {
        const turns = rng.pick([2, 2.5, 3]);
        const points = Array.from({ length: 40 }, (_, i) => {
          const t = i / 39;
          const angle = 2 * Math.PI * turns * t;
          return new Vector3(0.9 * size * t * Math.cos(angle), 0.9 * size * t * Math.sin(angle), 0);
        });
        const spiral = new CatmullRomCurve3(points);
        for (const side of [-1, 1])
          make.add(new TubeGeometry(spiral, 64, 0.23 / turns, 5), swirl, {
            at: [0, 0, side * 0.16],
            turn: [0, side > 0 ? 0 : Math.PI, 0],
            stretch: [1, 1, 0.6],
          });
        make.feature(`with a ${swirl.name} swirl`);
      } else {
        for (let i = 0; i < 3; i++)
          make.add(box(2 * size, 0.14, 0.4), swirl, { turn: [0, 0, (i * Math.PI) / 3] });
        make.feature(`with a ${swirl.name} star`);
      }
    }
    if (rng.chance(0.35)) {
      const ribbon = make.accent(swirl.colour);
      const y = -size - 0.2;
      for (const x of [-1, 1])
        make.add(cone(0.2, 0.36, 12), ribbon, {
          at: [x * 0.2, y, 0.05],
          turn: [0, 0, (x * Math.PI) / 2],
          stretch: [1, 1, 0.7],
        });
      make.add(ball(0.12, 10), ribbon, { at: [0, y, 0.08] });
      make.feature(`with a ${ribbon.name} bow`);
    }
    if (rng.chance(0.2)) {
      make.add(cylinder(0.4, 0.45, 0.2), stick, { at: [0, -size - length + 0.25, 0] });
      make.feature('on a stand');
    }
  },
});
