import { LatheGeometry, Vector2 } from 'three';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cone, cylinder } from '../parts.ts';
import { rod } from '../rod.ts';

export const hotAirBalloon = defineConcept({
  name: 'hot air balloon',
  synonyms: ['hot-air balloon', 'montgolfier', 'air balloon'],
  category: 'vehicle',
  natural: ['red', 'red', 'blue', 'yellow', 'orange', 'purple', 'green'],
  symmetry: null,
  round: true,
  proportions: ['tall', 'short', 'wide'],
  stands: false,
  build(make) {
    const { rng, main } = make;
    const tall = rng.uniform(0.95, 1.2);
    const r = rng.uniform(0.72, 0.86);
    const shape = rng.pick(['pear', 'pear', 'round'] as const);
    make.adjective(shape === 'pear' ? 'pear-shaped' : 'round');
    const profile = (
      shape === 'pear'
        ? [
            [0.2, 0],
            [0.42, 0.26],
            [0.78, 0.66],
            [0.97, 1.02],
            [0.98, 1.24],
            [0.8, 1.56],
            [0.46, 1.78],
            [0, 1.86],
          ]
        : [
            [0.26, 0.08],
            [0.62, 0.28],
            [0.9, 0.6],
            [1, 0.94],
            [0.92, 1.3],
            [0.68, 1.6],
            [0.36, 1.78],
            [0, 1.84],
          ]
    ).map(([x, y]) => new Vector2(x * r, y * tall));
    // The envelope is sewn of gores: every other one may be of another colour.
    const gores = rng.pick([8, 10, 12]);
    const style = make.plain ? rng.pick(['plain', 'gores', 'gores', 'band'] as const) : 'plain';
    const second = make.accent();
    const angle = (2 * Math.PI) / gores;
    for (let k = 0; k < gores; k++)
      make.add(
        new LatheGeometry(profile, 3, k * angle, angle),
        style === 'gores' && k % 2 === 1 ? second : main,
      );
    if (style === 'gores') make.feature(`with ${second.name} panels`);
    if (style === 'band') {
      const middle = shape === 'pear' ? 1.13 : 0.94;
      make.add(cylinder(r * 1.02, r * 1.02, 0.28 * tall, 32), second, { at: [0, middle * tall, 0] });
      make.feature(`with a ${second.name} band`);
    }

    const hang = rng.uniform(0.42, 0.56);
    const half = rng.uniform(0.19, 0.25);
    const wicker = main.name === 'brown' ? hsl(38, 55, 62) : hsl(28, 58, 34);
    const square = rng.chance(0.6);
    if (square) {
      make.add(box(half * 2, 0.34, half * 2), wicker, { at: [0, -hang - 0.17, 0] });
      make.add(box(half * 2.3, 0.08, half * 2.3), hsl(24, 55, 22), { at: [0, -hang, 0] });
    } else {
      make.add(cylinder(half * 1.2, half, 0.34, 16), wicker, { at: [0, -hang - 0.17, 0] });
      make.add(cylinder(half * 1.34, half * 1.34, 0.08, 16), hsl(24, 55, 22), { at: [0, -hang, 0] });
    }
    make.feature(square ? 'with a square gondola' : 'with a round gondola');
    for (let k = 0; k < 4; k++) {
      const [sin, cos] = [Math.sin((k + 0.5) * (Math.PI / 2)), Math.cos((k + 0.5) * (Math.PI / 2))];
      const [low, high] = [half * 1.35, r * 0.36];
      make.add(rod([sin * low, -hang, cos * low], [sin * high, 0.16, cos * high], 0.028, 5), hsl(25, 30, 22));
    }
    if (make.has('flame', 0.6)) {
      make.add(cylinder(0.08, 0.08, 0.12, 10), hsl(0, 0, 40), { at: [0, -hang + 0.14, 0] });
      make.add(cone(0.1, 0.3, 10), hsl(26, 100, 52), { at: [0, -hang + 0.34, 0] });
      make.feature('with a flame');
    }
    if (rng.chance(0.4)) {
      for (let k = 0; k < 4; k++) {
        const turn = k * (Math.PI / 2);
        make.add(ball(0.09, 8), hsl(40, 45, 68), {
          at: [Math.sin(turn) * half * 1.25, -hang - 0.2, Math.cos(turn) * half * 1.25],
          stretch: [1, 1.4, 1],
        });
      }
      make.feature('with sandbags');
    }
  },
});
