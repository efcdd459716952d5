import { TorusGeometry } from 'three';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cylinder, sideProfile } from '../parts.ts';
import { rod } from '../rod.ts';
import { addWheel } from '../wheel.ts';

export const motorcycle = defineConcept({
  name: 'motorcycle',
  synonyms: ['motorbike', 'motor bike', 'scooter', 'moped', 'chopper'],
  category: 'vehicle',
  natural: ['red', 'red', 'black', 'blue', 'green', 'yellow'],
  symmetry: 1,
  build(make) {
    const { rng, main } = make;
    const chrome = hsl(0, 0, main.name === 'grey' || main.name === 'white' ? 45 : 74);
    const dark = hsl(0, 0, main.name === 'black' ? 30 : 10);
    const half = rng.uniform(0.7, 0.86);
    if (half > 0.82) make.adjective('long');
    const wheel = rng.uniform(0.38, 0.44);
    const fat = rng.uniform(0.2, 0.3);
    for (const z of [-half, half]) {
      addWheel(make, [0, wheel, z], wheel, fat, chrome);
      make.add(new TorusGeometry(wheel + 0.07, 0.11, 5, 12, Math.PI * 0.8), main, {
        at: [0, wheel, z],
        turn: [0, -Math.PI / 2, z > 0 ? 0.35 : 0.6],
        stretch: [1, 1, fat * 5.5],
      });
    }
    make.add(
      sideProfile(
        [
          [-half - 0.1, 0.86],
          [-0.3, 0.42],
          [0.3, 0.42],
          [half - 0.32, 0.98],
          [half - 0.42, 1.08],
          [-0.1, 0.82],
          [-half - 0.1, 0.98],
        ],
        0.34,
      ),
      main,
    );
    make.add(ball(1, 16), main, { at: [0, 0.98, 0.16], turn: [-0.14, 0, 0], stretch: [0.32, 0.27, 0.44] });
    make.add(box(0.42, 0.3, 0.5), hsl(0, 0, 34), { at: [0, 0.38, 0.04] });
    for (const y of [0.3, 0.4]) make.add(box(0.5, 0.05, 0.38), chrome, { at: [0, y, 0.06] });
    make.add(box(0.44, 0.26, 0.34), main, { at: [0, 0.7, -0.34], turn: [0.3, 0, 0] });
    const seat = main.name === 'brown' || rng.chance(0.7) ? dark : hsl(24, 60, 30);
    make.add(ball(1, 12), seat, { at: [0, 0.98, -0.42], turn: [0.1, 0, 0], stretch: [0.22, 0.12, 0.44] });
    if (rng.chance(0.3)) {
      make.add(box(0.34, 0.4, 0.1), seat, { at: [0, 1.18, -half - 0.02], turn: [-0.2, 0, 0] });
      make.feature('with a backrest');
    }

    const head = [0, 1.1, half - 0.3] as const;
    for (const x of [-1, 1])
      make.add(rod([x * 0.2, wheel, half], [x * 0.16, head[1] + 0.1, head[2] - 0.06], 0.055, 8), chrome);
    const high = rng.chance(0.35);
    if (high) make.feature('with high handlebars');
    const lift = high ? 0.42 : 0.14;
    for (const x of [-1, 1]) {
      const out = [x * 0.42, head[1] + lift, head[2] - 0.08] as const;
      make.add(rod([x * 0.1, head[1], head[2]], out, 0.045, 8), chrome);
      make.add(rod(out, [x * 0.5, out[1] - 0.03, out[2] - 0.24], 0.065, 8), hsl(0, 0, 10));
    }
    make.add(cylinder(0.17, 0.12, 0.18, 14), chrome, {
      at: [0, head[1], head[2] + 0.2],
      turn: [Math.PI / 2, 0, 0],
    });
    make.add(cylinder(0.14, 0.14, 0.2, 14), hsl(52, 100, 82), {
      at: [0, head[1], head[2] + 0.21],
      turn: [Math.PI / 2, 0, 0],
    });
    make.add(box(0.2, 0.12, 0.08), hsl(0, 90, 42), { at: [0, 0.9, -half - 0.18] });
    if (rng.chance(0.4)) {
      make.add(box(0.46, 0.4, 0.05), hsl(198, 60, 74), {
        at: [0, head[1] + 0.36, head[2] + 0.12],
        turn: [-0.35, 0, 0],
      });
      make.feature('with a windscreen');
    }
    const pipes = rng.pick([1, 2]);
    for (const x of pipes === 2 ? [-1, 1] : [1]) {
      make.add(rod([x * 0.26, 0.3, 0.2], [x * 0.28, 0.3, -0.4], 0.06, 8), chrome);
      make.add(rod([x * 0.28, 0.3, -0.35], [x * 0.3, 0.42, -half - 0.3], 0.09, 10), chrome);
    }
    make.feature(`with ${pipes === 1 ? 'one exhaust pipe' : 'two exhaust pipes'}`);
    if (rng.chance(0.35)) {
      const bags = rng.chance(0.5) ? make.accent() : null;
      for (const x of [-1, 1])
        make.add(box(0.2, 0.34, 0.5), bags ?? main, { at: [x * 0.32, 0.72, -half + 0.02] });
      make.feature(bags ? `with ${bags.name} panniers` : 'with panniers');
    }
    if (rng.chance(0.2)) {
      make.add(ball(1, 14), main, { at: [0.74, 0.5, 0.02], stretch: [0.26, 0.28, 0.62] });
      make.add(ball(1, 12), dark, { at: [0.74, 0.66, -0.06], stretch: [0.19, 0.16, 0.32] });
      addWheel(make, [1.02, 0.32, -0.16], 0.32, 0.16, chrome);
      for (const z of [-0.2, 0.2]) make.add(rod([0, 0.45, z], [0.7, 0.45, z], 0.05, 6), chrome);
      make.feature('with a sidecar');
    }
  },
});
