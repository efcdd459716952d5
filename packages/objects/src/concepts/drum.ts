import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cylinder, lathe } from '../parts.ts';

export const drum = defineConcept({
  name: 'drum',
  synonyms: ['snare drum', 'bongo', 'toy drum'],
  category: 'instrument',
  symmetry: null,
  round: true,
  proportions: ['wide', 'tall'],
  natural: ['red', 'red', 'blue', 'brown', 'green', 'yellow', 'white'],
  carries: true,
  build(make) {
    const { rng, main } = make;
    const skin = main.name === 'white' || main.name === 'beige' ? hsl(36, 60, 62) : hsl(42, 45, 90);
    const rim = make.accent();
    make.feature(`with ${rim.name} rims`);
    const goblet = rng.chance(0.25);
    const r = rng.uniform(0.62, 0.8);
    const tall = goblet ? 1.3 : rng.uniform(0.6, 1.15);
    if (goblet) make.adjective('goblet-shaped');
    else if (tall < 0.72) make.adjective('flat');
    else if (tall > 1) make.adjective('tall');
    if (goblet) {
      make.add(
        lathe([
          [r * 0.6, 0],
          [r * 0.42, 0.3],
          [r * 0.45, 0.5],
          [r * 0.9, 0.85],
          [r, tall],
        ]),
        main,
      );
      make.add(cylinder(r * 0.62, r * 0.66, 0.14, 28), rim, { at: [0, 0.05, 0] });
    } else {
      make.add(cylinder(r, r, tall, 32), main, { at: [0, tall / 2, 0] });
      make.add(cylinder(r + 0.06, r + 0.06, 0.15, 32), rim, { at: [0, 0.08, 0] });
    }
    make.add(cylinder(r + 0.06, r + 0.06, 0.15, 32), rim, { at: [0, tall - 0.05, 0] });
    make.add(cylinder(r - 0.02, r - 0.02, 0.06, 32), skin, { at: [0, tall + 0.03, 0] });

    const sides = rng.pick([6, 8]);
    const cord = make.accent();
    const style = goblet ? 'plain' : rng.pick(['zigzag', 'zigzag', 'lugs', 'plain'] as const);
    const from = 0.15;
    const to = tall - 0.12;
    if (style === 'zigzag') {
      const step = Math.PI / sides;
      const chord = 2 * (r + 0.02) * Math.sin(step / 2);
      for (let i = 0; i < 2 * sides; i++)
        make
          .inside({ turn: [0, (i + 0.5) * step, 0] })
          .add(cylinder(0.045, 0.045, Math.hypot(to - from, chord), 6), cord, {
            at: [0, (from + to) / 2, (r + 0.02) * Math.cos(step / 2)],
            turn: [0, 0, (i % 2 ? 1 : -1) * Math.atan2(chord, to - from)],
          });
      make.feature(`with ${cord.name} cords`);
    } else if (style === 'lugs') {
      for (let i = 0; i < sides; i++)
        make
          .inside({ turn: [0, (2 * Math.PI * i) / sides, 0] })
          .add(cylinder(0.07, 0.07, to - from, 8), cord, { at: [0, (from + to) / 2, r + 0.03] });
      make.feature(`with ${cord.name} rods`);
    }
    const top = tall + 0.06;
    if (rng.chance(0.4)) {
      const wood = make.pick(['brown', 'yellow', 'black']);
      for (const x of [-1, 1]) {
        const stick = make.inside({
          at: [x * 0.06, top + 0.08 + (x > 0 ? 0.1 : 0), 0.1],
          turn: [0, x * 0.6, 0],
        });
        stick.add(cylinder(0.055, 0.065, 1.25, 10), wood, { turn: [Math.PI / 2, 0, 0] });
        stick.add(ball(0.12, 12), wood, { at: [0, 0, -0.64] });
      }
      make.feature(`with ${wood.name} sticks`);
    } else make.top(top, r * 0.9);
  },
});
