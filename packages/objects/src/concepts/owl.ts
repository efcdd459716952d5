import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cone, cylinder } from '../parts.ts';

export const owl = defineConcept({
  name: 'owl',
  synonyms: ['owlet', 'eagle owl', 'barn owl'],
  category: 'animal',
  symmetry: 1,
  natural: ['brown', 'brown', 'white', 'grey', 'beige'],
  build(make) {
    const { rng, main } = make;
    const fat = rng.uniform(0.88, 1.15);
    if (fat > 1.07) make.adjective('fat');
    const pale = main.name === 'white' || main.name === 'beige' ? hsl(28, 40, 60) : hsl(38, 45, 82);
    const w = 0.5 * fat;
    make.add(ball(1, 18), main, { at: [0, 0.55, 0], stretch: [w, 0.6, 0.44] });
    make.add(ball(1, 18), pale, { at: [0, 0.46, 0.12], stretch: [w * 0.75, 0.46, 0.37] });
    const flecks = rng.chance(0.6);
    if (flecks) {
      make.feature('with a speckled chest');
      for (const [x, y] of [
        [-0.17, 0.62],
        [0.17, 0.62],
        [0, 0.48],
        [-0.2, 0.34],
        [0.2, 0.34],
      ])
        make.add(cone(0.08, 0.13, 6), make.shade(0.6), {
          at: [x * fat, y, 0.475 - x * x * 0.9 - (y - 0.46) ** 2],
          turn: [Math.PI, 0, 0],
          stretch: [1, 1, 0.5],
        });
    }
    const spread = rng.chance(0.3);
    make.feature(spread ? 'with spread wings' : 'with folded wings');
    for (const x of [-1, 1]) {
      const wing = make.inside({ at: [x * w * 0.85, 0.88, -0.04], turn: [0, 0, x * (spread ? 1.15 : 0.12)] });
      const length = spread ? 0.95 : 0.78;
      wing.add(ball(1, 14), make.shade(0.72), {
        at: [0, -length / 2, 0],
        stretch: [0.16, length * 0.56, 0.3],
      });
      if (spread)
        wing.add(ball(1, 12), make.shade(0.5), { at: [x * 0.1, -0.75, 0], stretch: [0.14, 0.3, 0.22] });
    }
    make.add(cone(0.26, 0.4, 8), make.shade(0.6), {
      at: [0, 0.05, -0.34],
      turn: [-2.6, 0, 0],
      stretch: [1, 1, 0.5],
    });
    const head = make.inside({ at: [0, 1.2, 0.03], stretch: [0.46, 0.42, 0.42] });
    head.add(ball(1, 18), main);
    const yellow = hsl(rng.pick([50, 50, 28]), 100, main.name === 'yellow' ? 72 : 55);
    const wink = rng.chance(0.15);
    if (wink) make.feature('with one eye closed');
    for (const x of [-1, 1]) {
      const eye = head.inside({ at: [x * 0.42, 0.05, 0.8], turn: [0, x * 0.25, 0] });
      eye.add(cylinder(0.5, 0.5, 0.22, 20), pale, { turn: [Math.PI / 2, 0, 0] });
      if (wink && x > 0) eye.add(ball(0.36, 12), main, { at: [0, 0, 0.08], stretch: [1, 1, 0.5] });
      else {
        eye.add(ball(0.38, 14), yellow, { at: [0, 0, 0.08], stretch: [1, 1, 0.5] });
        eye.add(ball(0.22, 10), hsl(0, 0, 4), { at: [0, 0, 0.24], stretch: [1, 1, 0.5] });
      }
    }
    const beak = main.name === 'orange' ? hsl(52, 95, 55) : hsl(35, 95, 50);
    head.add(cone(0.17, 0.5, 10), beak, { at: [0, -0.3, 1.08], turn: [Math.PI - 0.3, 0, 0] });
    if (rng.chance(0.65)) {
      for (const x of [-1, 1])
        head.add(cone(0.3, 0.85, 10), make.shade(0.72), {
          at: [x * 0.68, 0.95, 0.15],
          turn: [0, 0, -x * 0.45],
          stretch: [1, 1, 0.6],
        });
      make.feature('with ear tufts');
    }
    for (const x of [-1, 1])
      for (const toe of [-1, 0, 1])
        make.add(ball(0.075, 8), beak, { at: [x * 0.2 + toe * 0.09, 0.0, 0.26], stretch: [0.8, 1, 1.5] });
    if (rng.chance(0.4)) {
      make.add(cylinder(0.1, 0.12, 1.5, 10), hsl(24, 45, 24), {
        at: [0, -0.13, 0.2],
        turn: [0, 0, Math.PI / 2],
      });
      make.feature('on a branch');
    }
    head.head([0, 0, 0], 1, { at: [0, -0.75, 0], radius: 0.95 });
  },
});
