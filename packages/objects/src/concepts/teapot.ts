import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cylinder, lathe, torus, tube } from '../parts.ts';

export const teapot = defineConcept({
  name: 'teapot',
  synonyms: ['tea pot'],
  category: 'tableware',
  natural: ['white', 'white', 'blue', 'red', 'green', 'yellow'],
  symmetry: 1,
  round: true,
  build(make) {
    const { rng, main } = make;
    const accent = make.accent();
    const h = rng.uniform(0.75, 1.15);
    if (h > 1.05) make.adjective('tall');
    if (h < 0.85) make.adjective('round');
    const shoulder = rng.uniform(0.75, 0.95);
    const r = 0.58;
    const profile = [
      [0.62, 0],
      [0.9, 0.18],
      [1, 0.4],
      [shoulder, 0.72],
      [0.6, 0.92],
      [0.5, 1],
    ].map(([x, y]) => [x * r, y * h] as const);
    make.add(lathe([[0, 0], ...profile]), main);
    make.add(cylinder(0.3, 0.42, 0.1), main);
    const lid = rng.chance(0.45) ? accent : main;
    const lidded = make.has('lid', 0.88);
    if (lidded)
      make.add(
        lathe([
          [0.36, h - 0.02],
          [0.35, h + 0.05],
          [0.24, h + 0.13],
          [0, h + 0.17],
        ]),
        lid,
      );
    else make.add(cylinder(0.26, 0.26, 0.02), hsl(20, 20, 10), { at: [0, h, 0] });
    if (lidded && lid !== main) make.feature(`with a ${lid.name} lid`);
    const knob = rng.chance(0.3) ? hsl(44, 85, 48) : accent.colour;
    if (lidded) make.add(ball(rng.uniform(0.09, 0.12), 16), knob, { at: [0, h + 0.22, 0] });
    const long = rng.uniform(0.42, 0.58);
    const limbs = rng.chance(0.35) ? accent : main;
    if (rng.chance(0.5)) {
      make.add(
        tube(
          [
            [r * 0.75, h * 0.28, 0],
            [r + long * 0.45, h * 0.38, 0],
            [r + long * 0.62, h * 0.7, 0],
            [r + long, h * 0.98, 0],
          ],
          0.1,
        ),
        limbs,
      );
      make.add(ball(0.09, 12), hsl(20, 20, 10), {
        at: [r + long, h * 0.98, 0],
        stretch: [0.9, 0.5, 0.9],
      });
    } else {
      const tilt = Math.atan2(long + r * 0.3, h * 0.6);
      const at = (t: number) => [r * 0.7 + t * (long + r * 0.3), h * (0.32 + 0.6 * t), 0] as const;
      make.add(cylinder(0.09, 0.19, Math.hypot(long + r * 0.3, h * 0.6)), limbs, {
        at: at(0.5),
        turn: [0, 0, -tilt],
      });
      make.add(cylinder(0.075, 0.075, 0.04), hsl(20, 20, 10), { at: at(1.0), turn: [0, 0, -tilt] });
    }
    make.add(torus(0.3, 0.08, Math.PI), limbs, {
      at: [-r * 0.78, h * 0.52, 0],
      turn: [0, 0, Math.PI / 2],
      stretch: [h, rng.uniform(1.2, 1.6), 1.1],
    });
    if (limbs !== main) make.feature(`with a ${limbs.name} handle and spout`);
    if (make.plain && rng.chance(0.25)) {
      const paint = lid !== main || limbs !== main ? accent : make.accent();
      make.add(cylinder(r * 1.01, r * 1.01, h * 0.14, 32), paint, { at: [0, h * 0.4, 0] });
      make.feature(`with a ${paint.name} stripe`);
    }
  },
});
