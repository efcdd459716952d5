import { CapsuleGeometry } from 'three';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cone, cylinder, ring, torus } from '../parts.ts';

export const candle = defineConcept({
  name: 'candle',
  synonyms: ['candlestick', 'taper', 'tealight'],
  category: 'household',
  symmetry: null,
  round: true,
  natural: ['white', 'white', 'red', 'beige', 'yellow'],
  materials: ['golden', 'wooden', 'stone'],
  proportions: [],
  build(make) {
    const { rng, main } = make;
    const thick = rng.chance(0.5);
    make.adjective(thick ? 'fat' : 'thin');
    const radius = thick ? rng.uniform(0.42, 0.55) : rng.uniform(0.2, 0.26);
    const height = thick ? rng.uniform(0.7, 1.3) : rng.uniform(1.2, 1.7);
    make.add(cylinder(radius, radius, height, 28), main, { at: [0, height / 2, 0] });
    make.add(ring(radius * 0.86, radius * 0.14), main, { at: [0, height, 0] });
    make.add(cylinder(radius * 0.74, radius * 0.74, 0.03, 24), make.shade(0.82), {
      at: [0, height + 0.01, 0],
    });

    const wicks = thick && rng.chance(0.25) ? 3 : 1;
    if (wicks === 3) make.feature('with three flames');
    const lit = make.has('flame', wicks === 3 ? 1 : 0.82);
    const size = rng.uniform(0.85, 1.15) * (wicks === 3 ? 0.7 : 1);
    for (let i = 0; i < wicks; i++) {
      const angle = (i * 2 * Math.PI) / 3;
      const out = wicks === 3 ? radius * 0.45 : 0;
      const wick = make.inside({ at: [out * Math.sin(angle), height, out * Math.cos(angle)] });
      wick.add(cylinder(0.045, 0.05, 0.2, 8), hsl(0, 0, 12), { at: [0, 0.09, 0] });
      if (!lit) continue;
      const flame = wick.inside({ at: [0, 0.14, 0], stretch: [size, size, size] });
      flame.add(ball(0.17, 10), hsl(32, 100, 52), { at: [0, 0.16, 0] });
      flame.add(cone(0.155, 0.42, 10), hsl(32, 100, 52), { at: [0, 0.43, 0] });
      flame.add(ball(0.12, 8), hsl(52, 100, 72), { at: [0, 0.13, 0], stretch: [1.15, 1.2, 1.15] });
    }

    if (rng.chance(0.45)) {
      for (let i = 0; i < 5; i++) {
        const angle = i * 2.5;
        const long = height * rng.uniform(0.12, 0.4);
        make.add(new CapsuleGeometry(radius * 0.2, long, 3, 8), make.shade(0.9), {
          at: [radius * 0.95 * Math.sin(angle), height - long / 2, radius * 0.95 * Math.cos(angle)],
        });
      }
      make.feature('with dripping wax');
    } else if (make.plain && rng.chance(0.4)) {
      const ribbon = make.accent();
      make.add(cylinder(radius + 0.025, radius + 0.025, height * 0.2, 28), ribbon, {
        at: [0, height * 0.4, 0],
      });
      make.feature(`with a ${ribbon.name} ribbon`);
    }

    const holder = rng.uniform();
    const brass = main.name === 'golden' || main.name === 'yellow' ? hsl(0, 0, 30) : hsl(44, 75, 45);
    if (holder < 0.35) {
      make.add(cylinder(radius + 0.4, radius + 0.28, 0.12, 28), brass, { at: [0, 0, 0] });
      make.add(ring(radius + 0.4, 0.06), brass, { at: [0, 0.06, 0] });
      make.add(cylinder(radius + 0.07, radius + 0.07, 0.2, 24), brass, { at: [0, 0.12, 0] });
      make.add(torus(0.2, 0.07), brass, { at: [radius + 0.56, 0.08, 0] });
      make.feature('with a handle');
    } else if (holder < 0.55 && !thick) {
      make.add(cylinder(0.34, 0.3, 0.14, 24), brass, { at: [0, 0, 0] });
      make.add(cylinder(0.1, 0.1, 0.6, 14), brass, { at: [0, -0.3, 0] });
      make.add(ball(0.17, 14), brass, { at: [0, -0.28, 0] });
      make.add(cylinder(0.22, 0.48, 0.16, 24), brass, { at: [0, -0.6, 0] });
      make.feature('on a stand');
    } else if (holder < 0.7) {
      const plate = make.accent();
      make.add(cylinder(radius + 0.4, radius + 0.28, 0.1, 28), plate, { at: [0, -0.02, 0] });
      make.feature(`on a ${plate.name} plate`);
    }
  },
});
