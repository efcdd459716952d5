import { defineConcept } from '../concept.ts';
import { hsl, shadeOf } from '../palette.ts';
import { ball, box, cylinder, lathe } from '../parts.ts';

export const hamburger = defineConcept({
  name: 'hamburger',
  synonyms: ['burger', 'cheeseburger'],
  category: 'food',
  symmetry: null,
  round: true,
  hypernyms: ['food'],
  natural: (rng) => hsl(rng.uniform(26, 36), rng.uniform(60, 80), rng.uniform(45, 60)),
  materials: ['plush', 'golden'],
  build(make) {
    const { rng, main } = make;
    const layers = rng.chance(0.2) ? 2 : 1;
    if (layers === 2) make.adjective('double');
    let y = 0;
    const bottom = rng.uniform(0.18, 0.28);
    make.add(
      lathe([
        [0, 0],
        [0.85, 0],
        [0.95, 0.08],
        [0.95, bottom - 0.04],
        [0.9, bottom],
        [0, bottom],
      ]),
      main,
    );
    y += bottom;
    const cheese = rng.chance(0.6);
    const lettuce = rng.chance(0.6);
    const tomato = rng.chance(0.45);
    for (let i = 0; i < layers; i++) {
      const patty = rng.uniform(0.18, 0.26);
      make.add(cylinder(1, 1, patty), hsl(20, 45, rng.uniform(16, 24)), { at: [0, y + patty / 2, 0] });
      y += patty;
      if (cheese) {
        make.add(box(1.5, 0.06, 1.5), hsl(45, 95, 56), {
          at: [0, y + 0.03, 0],
          turn: [0, rng.uniform(0, 1.5), 0],
        });
        y += 0.06;
      }
    }
    if (tomato) {
      make.add(cylinder(0.92, 0.92, 0.09), hsl(4, 80, 45), { at: [0, y + 0.045, 0] });
      y += 0.09;
    }
    if (lettuce) {
      make.add(cylinder(1.08, 1.02, 0.08), shadeOf('green', rng), { at: [0, y + 0.04, 0] });
      y += 0.08;
    }
    const dome = rng.uniform(0.5, 0.7);
    make.add(
      lathe([
        [0, 0],
        [0.96, 0],
        [1, dome * 0.25],
        [0.9, dome * 0.6],
        [0.62, dome * 0.88],
        [0.3, dome * 0.98],
        [0, dome],
      ]),
      main,
      { at: [0, y, 0] },
    );
    if (rng.chance(0.5)) {
      for (let i = 0; i < 26; i++) {
        const angle = rng.uniform(0, 2 * Math.PI);
        const r = 0.75 * Math.sqrt(rng.uniform());
        const h = dome * (r < 0.3 ? 0.98 : r < 0.62 ? 0.98 - (r - 0.3) * 0.31 : 0.88 - (r - 0.62));
        make.add(ball(0.05, 8), hsl(44, 60, 85), {
          at: [r * Math.cos(angle), y + h, r * Math.sin(angle)],
          stretch: [1, 0.6, 1],
        });
      }
      make.feature('with sesame seeds');
    }
    if (cheese) make.feature('with cheese');
    if (lettuce) make.feature('with lettuce');
    if (tomato) make.feature('with tomato');
  },
});
