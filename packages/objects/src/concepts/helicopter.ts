import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cylinder, sideProfile } from '../parts.ts';
import { limb, rod } from '../rod.ts';
import { addWheel } from '../wheel.ts';

export const helicopter = defineConcept({
  name: 'helicopter',
  synonyms: ['copter'],
  category: 'vehicle',
  natural: ['red', 'red', 'blue', 'green', 'yellow', 'white', 'grey'],
  symmetry: 1,
  proportions: ['wide'],
  build(make) {
    const { rng, main } = make;
    const dark = hsl(0, 0, main.name === 'black' ? 45 : 16);
    const glass = ['black', 'blue', 'grey'].includes(main.name ?? '') ? hsl(196, 70, 82) : hsl(205, 60, 40);
    const trim = rng.chance(0.6) ? make.accent() : null;
    const wide = rng.uniform(0.46, 0.58);
    const long = rng.uniform(0.58, 0.74);
    make.add(ball(1, 20), main, { at: [0, 0.72, 0], stretch: [wide, 0.44, long] });
    make.add(ball(1, 18), glass, { at: [0, 0.8, long * 0.4], stretch: [wide * 0.88, 0.32, long * 0.62] });
    // A bar down the middle of the windscreen, the body's colour.
    make.add(ball(1, 14), main, { at: [0, 0.8, long * 0.4], stretch: [0.06, 0.34, long * 0.65] });
    for (const x of [-1, 1])
      make.add(box(0.06, 0.3, 0.34), glass, { at: [x * wide * 0.94, 0.84, -long * 0.12] });

    const tail = -rng.uniform(1.2, 1.4);
    make.add(cylinder(0.09, 0.24, -tail - 0.3, 12), main, {
      at: [0, 0.86, (tail - 0.3) / 2],
      turn: [-Math.PI / 2, 0, 0],
    });
    make.add(
      sideProfile(
        [
          [tail + 0.24, 0.82],
          [tail - 0.12, 1.34],
          [tail - 0.28, 1.34],
          [tail - 0.06, 0.76],
        ],
        0.09,
      ),
      trim ?? main,
    );
    make.add(box(0.6, 0.07, 0.2), trim ?? main, { at: [0, 0.88, tail + 0.28] });
    if (trim) make.feature(`with a ${trim.name} tail`);
    const spin = rng.uniform(0, Math.PI);
    make.add(cylinder(0.07, 0.07, 0.16, 10), dark, {
      at: [0.1, 1.16, tail - 0.1],
      turn: [0, 0, Math.PI / 2],
    });
    for (const k of [0, 1])
      make.add(box(0.05, 0.62, 0.1), dark, {
        at: [0.16, 1.16, tail - 0.1],
        turn: [spin + (k * Math.PI) / 2, 0, 0],
      });

    make.add(box(0.34, 0.2, 0.6), make.shade(0.8), { at: [0, 1.18, -0.08] });
    make.add(rod([0, 1.2, 0], [0, 1.46, 0], 0.07, 8), dark);
    make.add(ball(0.13, 10), dark, { at: [0, 1.46, 0], stretch: [1, 0.6, 1] });
    const blades = rng.pick([2, 3, 4, 4]);
    const reach = rng.uniform(0.98, 1.18);
    const blade = rng.chance(0.3) ? make.accent() : null;
    for (let i = 0; i < blades; i++) {
      const arm = make.inside({ at: [0, 1.47, 0], turn: [0, spin + (2 * Math.PI * i) / blades, 0] });
      arm.add(box(0.17, 0.06, reach), blade ?? dark, { at: [0, 0, reach / 2] });
    }
    make.feature(`with ${['two', 'three', 'four'][blades - 2]} blades`);
    if (blade) make.feature(`with a ${blade.name} rotor`);

    const gear = rng.pick(['skids', 'skids', 'skids', 'floats', 'wheels'] as const);
    make.feature(`with ${gear}`);
    for (const x of [-1, 1]) {
      const side = x * (wide + 0.04);
      if (gear === 'wheels') {
        addWheel(make, [side, 0.24, -0.28], 0.16, 0.14);
        addWheel(make, [x * 0.12, 0.24, long * 0.62], 0.13, 0.1);
        make.add(rod([side * 0.6, 0.5, -0.28], [side, 0.24, -0.28], 0.05, 6), dark);
        continue;
      }
      for (const z of [-0.3, 0.3]) make.add(rod([side * 0.55, 0.42, z], [side, 0.14, z], 0.05, 6), dark);
      if (gear === 'skids') make.add(limb([side, 0.12, -0.58], [side, 0.12, 0.68], 0.06), dark);
      else make.add(limb([side, 0.1, -0.52], [side, 0.1, 0.56], 0.15), hsl(44, 95, 54));
    }
    if (rng.chance(0.3)) {
      const band = make.accent();
      make.add(ball(1, 18), band, { at: [0, 0.6, 0], stretch: [wide * 1.04, 0.12, long * 0.98] });
      make.feature(`with a ${band.name} stripe`);
    } else if (rng.chance(0.4)) {
      make.add(ball(0.12, 10), hsl(52, 100, 82), { at: [0, 0.32, long * 0.55] });
      make.feature('with a searchlight');
    }
  },
});
