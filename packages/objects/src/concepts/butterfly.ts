import { addEyes } from '../animal.ts';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cylinder } from '../parts.ts';

export const butterfly = defineConcept({
  name: 'butterfly',
  synonyms: ['moth', 'monarch butterfly'],
  category: 'animal',
  symmetry: 1,
  natural: ['orange', 'orange', 'blue', 'yellow', 'purple', 'pink', 'white', 'red'],
  build(make) {
    const { rng, main } = make;
    const dark = hsl(0, 0, main.name === 'black' ? 45 : 8);
    // Wings swept back like an open book, so that they show from the side too.
    const fold = rng.uniform(0.2, 0.75);
    make.feature(fold < 0.45 ? 'with spread wings' : 'with half-folded wings');
    const big = rng.uniform(0.85, 1.1);
    const edged = rng.chance(0.6);
    if (edged) make.feature('with dark edges');
    const spot = rng.chance(0.6) ? make.accent() : undefined;
    if (spot) make.feature(`with ${spot.name} spots`);
    const lower = rng.chance(0.3) ? make.accent() : undefined;
    if (lower) make.feature(`with ${lower.name} lower wings`);
    const tails = rng.chance(0.35);
    if (tails) make.feature('with long tails');
    const tilt = make.inside({ turn: [-0.3, 0, 0] });
    for (const x of [-1, 1]) {
      const side = tilt.inside({ turn: [0, x * fold, 0] });
      const upper = side.inside({ at: [x * 0.52, 0.34, 0], turn: [0, 0, x * 0.75] });
      const under = side.inside({ at: [x * 0.4, -0.34, -0.03], turn: [0, 0, -x * 0.75] });
      const [w, h] = [0.34 * big, 0.54 * big];
      // The upper wing lies along the diagonal: its long axis points up and out after the turn.
      upper.add(ball(1, 14), main, { turn: [0, 0, -x * 1.5], stretch: [w, h, 0.08] });
      under.add(ball(1, 14), lower ?? make.shade(0.85), {
        turn: [0, 0, x * 1.5],
        stretch: [0.3, 0.42, 0.08],
      });
      if (edged) {
        upper.add(ball(1, 14), dark, { turn: [0, 0, -x * 1.5], stretch: [w * 1.16, h * 1.12, 0.045] });
        under.add(ball(1, 14), dark, { turn: [0, 0, x * 1.5], stretch: [0.36, 0.48, 0.045] });
      }
      if (spot) {
        upper.add(ball(1, 12), spot, { at: [x * 0.16, 0, 0], stretch: [0.16, 0.16, 0.11] });
        under.add(ball(1, 12), spot, { at: [x * 0.1, 0, 0], stretch: [0.13, 0.13, 0.11] });
      }
      if (tails)
        under.add(ball(1, 12), edged ? dark : (lower ?? make.shade(0.85)), {
          at: [x * 0.5, 0, 0],
          stretch: [0.2, 0.09, 0.06],
        });
    }
    tilt.add(ball(1, 14), dark, { at: [0, -0.12, 0], stretch: [0.12, 0.5, 0.13] });
    const head = tilt.inside({ at: [0, 0.46, 0.03], stretch: [0.17, 0.17, 0.17] });
    head.add(ball(1, 14), dark);
    addEyes(head, [0.5, 0.25, 0.75], 0.4, { outwards: 0.3 });
    const long = rng.uniform(1.4, 2.2);
    for (const x of [-1, 1]) {
      head.add(cylinder(0.2, 0.2, long, 8), dark, {
        at: [x * (0.3 + long * 0.22), 0.6 + long * 0.45, 0],
        turn: [0, 0, -x * 0.5],
      });
      head.add(ball(0.36, 8), dark, { at: [x * (0.3 + long * 0.45), 0.6 + long * 0.88, 0] });
    }
  },
});
