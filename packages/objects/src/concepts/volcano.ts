import { LatheGeometry, Vector2 } from 'three';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cone, cylinder, faceted, lathe } from '../parts.ts';

export const volcano = defineConcept({
  name: 'volcano',
  synonyms: [],
  category: 'nature',
  symmetry: null,
  round: true,
  natural: ['brown', 'brown', 'grey', 'grey', 'black'],
  never: ['red', 'orange'],
  stands: false,
  build(make) {
    const { rng, main } = make;
    const height = rng.uniform(0.95, 1.3);
    if (height > 1.2) make.adjective('steep');
    const foot = rng.uniform(0.95, 1.1);
    const mouth = rng.uniform(0.28, 0.38);
    /** Radius of the slope at a share of the height. */
    const slope = (t: number) => mouth + (foot - mouth) * (1 - t) ** 1.45;
    const shares = [0, 0.15, 0.35, 0.6, 0.85, 1];
    const steps = rng.pick([9, 12, 32]);
    const profile = [
      ...shares.map((t) => [slope(t), t * height] as const),
      [mouth * 0.7, height - 0.02] as const,
      [mouth * 0.55, height - 0.2] as const,
    ];
    make.add(
      steps === 32
        ? lathe(profile)
        : faceted(
            new LatheGeometry(
              profile.map(([r, y]) => new Vector2(r, y)),
              steps,
            ),
          ),
      main,
    );
    if (steps < 32) make.adjective('rocky');

    const lava = rng.pick(
      [
        { name: 'red', colour: hsl(6, 100, 48) },
        { name: 'orange', colour: hsl(24, 100, 52) },
        { name: 'yellow', colour: hsl(45, 100, 55) },
      ].filter(({ name }) => name !== main.name),
    );
    make.add(cylinder(mouth * 0.72, mouth * 0.6, 0.08, 24), lava.colour, { at: [0, height - 0.06, 0] });
    const streams = rng.pick([3, 4, 5]);
    if (make.has('lava', 0.85)) {
      make.feature(`with ${lava.name} lava`);
      for (let i = 0; i < streams; i++) {
        const down = rng.uniform(0.3, 0.8);
        const wide = rng.uniform(0.5, 0.75);
        const middle = (2 * Math.PI * (i + rng.uniform(-0.2, 0.2))) / streams;
        const path = [1, 0.75, 0.5, 0.25, 0].map((s) => 1 - s * down);
        const points = path.map((t) => new Vector2(slope(t) + 0.03, t * height));
        points.push(new Vector2(mouth * 0.7, height + 0.03));
        make.add(new LatheGeometry(points, 4, middle - wide / 2, wide), lava.colour);
        const end = slope(1 - down);
        make.inside({ turn: [0, middle, 0] }).add(ball(1, 12), lava.colour, {
          at: [0, (1 - down) * height, end],
          stretch: [(end * wide) / 2, 0.12, 0.09],
        });
      }
    }
    const above = rng.pick(['smoke', 'smoke', 'eruption', 'none'] as const);
    if (above === 'smoke') {
      const grey = hsl(0, 0, rng.pick([85, 65, 35]));
      for (const [x, y, z, r] of [
        [0, 0.16, 0, 0.2],
        [0.1, 0.42, 0.04, 0.25],
        [-0.06, 0.72, -0.04, 0.32],
      ])
        make.add(ball(r, 14), grey, { at: [x, height + y, z] });
      make.feature('with smoke');
    } else if (above === 'eruption') {
      make.add(cone(mouth * 0.6, 0.75, 10), lava.colour, { at: [0, height + 0.28, 0] });
      for (let i = 0; i < 6; i++) {
        const angle = (Math.PI * i) / 3 + 0.4;
        const out = mouth * (i % 2 ? 1.6 : 1);
        make.add(ball(0.1, 10), i % 2 ? lava.colour : hsl(45, 100, 58), {
          at: [Math.sin(angle) * out, height + (i % 2 ? 0.3 : 0.58), Math.cos(angle) * out],
        });
      }
      make.feature('with an eruption');
    }
    const around = rng.pick(['sea', 'meadow', 'none', 'none'] as const);
    if (around !== 'none') {
      make.add(
        cylinder(foot + 0.14, foot + 0.14, 0.12, 32),
        around === 'sea' ? hsl(205, 80, 48) : hsl(110, 55, 36),
        { at: [0, 0, 0] },
      );
      make.feature(around === 'sea' ? 'in water' : 'on grass');
    }
  },
});
