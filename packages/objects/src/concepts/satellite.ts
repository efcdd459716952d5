import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cylinder, lathe, QUARTER } from '../parts.ts';

export const satellite = defineConcept({
  name: 'satellite',
  synonyms: ['space probe', 'space station'],
  category: 'space',
  symmetry: 1,
  natural: ['grey', 'grey', 'white', 'golden', 'golden'],
  proportions: ['tall'],
  stands: false,
  build(make) {
    const { rng, main } = make;
    const dark = make.shade(0.6);
    const round = rng.chance(0.4);
    const r = rng.uniform(0.46, 0.54);
    const height = rng.uniform(1.05, 1.35);
    make.add(round ? cylinder(r * 1.1, r * 1.1, height, 24) : box(r * 2, height, r * 2), main);
    make.add(round ? cylinder(r * 0.8, r * 1.14, 0.14, 24) : box(r * 1.6, 0.16, r * 1.6), dark, {
      at: [0, height / 2, 0],
    });
    make.add(cylinder(0.16, 0.3, 0.24, 16), hsl(0, 0, main.name === 'black' ? 50 : 18), {
      at: [0, -height / 2 - 0.1, 0],
    });
    make.adjective(round ? 'round' : 'boxy');
    if (rng.chance(0.6)) {
      const band = make.accent();
      make.add(round ? cylinder(r * 1.14, r * 1.14, 0.2, 24) : box(r * 2.06, 0.2, r * 2.06), band, {
        at: [0, -height * 0.3, 0],
      });
      make.feature(`with a ${band.name} band`);
    }

    const cells = make.pick(['blue', 'blue', 'blue', 'black', 'purple']);
    const fields = rng.pick([2, 2, 3]);
    const wide = rng.uniform(0.46, 0.54);
    const tall = rng.uniform(0.56, 0.72);
    const tilt = rng.uniform(-0.35, 0.35);
    const frame = hsl(0, 0, main.name === 'grey' ? 90 : 78);
    make.feature(`with ${cells.name} panels`);
    make.feature(fields === 2 ? 'with short wings' : 'with long wings');
    for (const side of [-1, 1]) {
      const wing = make.inside({ at: [side * r, 0, 0], turn: [tilt, 0, 0] });
      const reach = 0.2 + fields * wide;
      wing.add(box(reach, 0.1, 0.1), frame, { at: [(side * reach) / 2, 0, 0] });
      for (let i = 0; i < fields; i++) {
        const x = side * (0.2 + (i + 0.5) * wide);
        wing.add(box(wide, tall, 0.08), frame, { at: [x, 0, 0] });
        for (const y of [-0.25, 0.25])
          wing.add(box(wide - 0.08, tall / 2 - 0.08, 0.13), cells, { at: [x, y * tall, 0] });
      }
    }

    if (make.has('dish', 0.8)) {
      const dish = rng.chance(0.5)
        ? make.accent()
        : { name: undefined, colour: hsl(0, 0, main.name === 'white' ? 60 : 96) };
      const bowl = rng.uniform(0.38, 0.5);
      const ahead = rng.chance(0.5);
      const holder = make.inside(
        ahead
          ? { at: [0, 0.08, r], turn: [QUARTER - 0.3, 0, 0] }
          : { at: [0, height / 2 + 0.1, 0], turn: [0.6, 0, 0] },
      );
      holder.add(cylinder(0.09, 0.09, 0.3, 10), dark, { at: [0, 0.1, 0] });
      holder.add(
        lathe([
          [0, 0.22],
          [bowl * 0.55, 0.28],
          [bowl, 0.48],
          [bowl * 0.96, 0.54],
          [bowl * 0.5, 0.35],
          [0, 0.3],
        ]),
        dish,
      );
      holder.add(cylinder(0.045, 0.045, 0.4, 8), dark, { at: [0, 0.45, 0] });
      holder.add(ball(0.1, 10), hsl(0, 85, 48), { at: [0, 0.66, 0] });
      make.feature(dish.name ? `with a ${dish.name} dish` : 'with a dish');
    }
    if (rng.chance(0.45)) {
      for (const x of [-1, 1]) {
        const rod = make.inside({ at: [x * r * 0.5, -height / 2, 0], turn: [0, 0, Math.PI - x * 0.4] });
        rod.add(cylinder(0.045, 0.045, 0.55, 8), frame, { at: [0, 0.25, 0] });
        rod.add(ball(0.085, 10), frame, { at: [0, 0.54, 0] });
      }
      make.feature('with antennas');
    }
  },
});
