import { defineConcept } from '../concept.ts';
import { hsl, shadeOf } from '../palette.ts';
import { ball, box, cylinder, lathe } from '../parts.ts';

export const lamp = defineConcept({
  name: 'lamp',
  synonyms: ['table lamp', 'desk lamp', 'lantern'],
  category: 'furniture',
  natural: ['yellow', 'yellow', 'white', 'blue', 'red', 'green'],
  symmetry: null,
  round: true,
  build(make) {
    const { rng, main } = make;
    const base = rng.chance(0.5)
      ? rng.pick((['golden', 'brown', 'black', 'grey'] as const).filter((name) => name !== main.name))
      : make.accent().name;
    const baseColour = shadeOf(base, rng);
    const pole = rng.uniform(0.6, 1.1);
    if (pole > 0.95) make.adjective('tall');
    if (pole < 0.7) make.adjective('short');
    const foot = rng.uniform(0.3, 0.42);
    const stand = rng.pick(['pole', 'pole', 'vase', 'balls']);
    if (rng.chance(0.3)) make.add(box(foot * 1.8, 0.12, foot * 1.8), baseColour, { at: [0, 0.06, 0] });
    else
      make.add(
        lathe([
          [0, 0],
          [foot, 0],
          [foot, 0.08],
          [foot * 0.4, 0.16],
          [0, 0.16],
        ]),
        baseColour,
      );
    make.add(cylinder(0.06, 0.06, pole + 0.1), baseColour, { at: [0, pole / 2 + 0.08, 0] });
    if (stand === 'vase') {
      const belly = rng.uniform(0.22, 0.32);
      make.add(
        lathe([
          [foot * 0.5, 0.08],
          [belly, pole * 0.3],
          [belly * 0.95, pole * 0.45],
          [belly * 0.5, pole * 0.7],
          [0.09, pole * 0.85],
        ]),
        baseColour,
      );
    }
    if (stand === 'balls')
      for (const t of [0.25, 0.5, 0.75]) make.add(ball(0.15), baseColour, { at: [0, 0.06 + t * pole, 0] });
    make.feature(`with a ${base} base`);
    const low = rng.uniform(0.5, 0.68);
    const high = low * rng.pick([0.95, 0.65, 0.4]);
    const shade = rng.uniform(0.5, 0.75);
    const bottom = pole - 0.05;
    const dome = rng.chance(0.25);
    make.add(
      dome
        ? lathe([
            [low, bottom],
            [low * 0.94, bottom + shade * 0.3],
            [low * 0.72, bottom + shade * 0.62],
            [low * 0.36, bottom + shade * 0.82],
            [0, bottom + shade * 0.88],
          ])
        : cylinder(high, low, shade, 32).translate(0, bottom + shade / 2, 0),
      main,
    );
    // The lit inside, seen from below.
    make.add(cylinder(low * 0.9, low * 0.9, 0.04), hsl(50, 100, 85), { at: [0, bottom + 0.01, 0] });
    if (!dome && rng.chance(0.4)) {
      const band = make.accent();
      const t = 0.22;
      for (const y of [0.02, 1 - t]) {
        const at = (s: number) => low + (high - low) * s + 0.015;
        make.add(cylinder(at(y + t - 0.02), at(y), shade * (t - 0.02), 32), band, {
          at: [0, bottom + shade * (y + (t - 0.02) / 2), 0],
        });
      }
      make.feature(`with ${band.name} bands`);
    }
    if (rng.chance(0.4)) {
      make.add(ball(0.1), baseColour, { at: [0, bottom + shade * (dome ? 0.92 : 1) + 0.06, 0] });
      make.feature('with a knob on top');
    }
  },
});
