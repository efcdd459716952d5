import { defineConcept } from '../concept.ts';
import { addLights } from '../lights.ts';
import { hsl } from '../palette.ts';
import { box, cylinder, QUARTER, sideProfile } from '../parts.ts';
import { addWheel } from '../wheel.ts';

export const truck = defineConcept({
  name: 'truck',
  synonyms: ['lorry', 'pickup', 'pickup truck'],
  category: 'vehicle',
  natural: ['blue', 'blue', 'red', 'white', 'yellow', 'green'],
  symmetry: 1,
  build(make) {
    const { rng, main } = make;
    const cab = rng.uniform(0.6, 0.75);
    const height = rng.uniform(0.8, 0.95);
    const bed = rng.uniform(1.1, 1.8);
    const width = rng.uniform(0.85, 0.98);
    if (bed > 1.6) make.adjective('long');
    if (bed < 1.3) make.adjective('short');
    const end = (cab + bed) / 2;
    const cabBack = end - cab;
    const middle = cabBack - bed / 2 - 0.04;
    make.add(box(width * 0.8, 0.14, cab + bed), hsl(0, 0, 18));
    // The cab: windscreen and headlights in front, a window on each side.
    const nose = rng.chance(0.4) ? 0.3 : 0.06;
    make.add(
      sideProfile(
        [
          [cabBack, 0],
          [end, 0],
          [end, height * 0.48],
          [end - nose, height * 0.54],
          [end - nose - 0.1, height],
          [cabBack, height],
        ],
        width,
      ),
      main,
    );
    const glass = hsl(200, 55, main.name === 'white' ? 45 : 75);
    const tilt = Math.atan2(0.1, height * 0.46);
    make.add(box(width * 0.86, height * 0.36, 0.06), glass, {
      at: [0, height * 0.76, end - nose - 0.04],
      turn: [-tilt, 0, 0],
    });
    make.add(box(width * 1.03, height * 0.3, (cab - nose) * 0.5), glass, {
      at: [0, height * 0.74, cabBack + (cab - nose) * 0.45],
    });
    addLights(make, [width * 0.36, 0.22, end], [width * 0.3, 0.02, -end - 0.02]);
    make.add(box(width * 0.4, 0.2, 0.07), hsl(0, 0, 14), { at: [0, 0.22, end] });
    make.add(box(width * 1.05, 0.13, 0.14), hsl(0, 0, 70), { at: [0, 0.02, end] });
    const kind = rng.pick(['box', 'box', 'tanker', 'open', 'open', 'logs'] as const);
    if (kind === 'box') {
      const tall = rng.uniform(0.85, 1.1);
      const load = rng.chance(0.4) ? make.accent() : main;
      make.add(box(width * 1.08, tall, bed), load, { at: [0, 0.1 + tall / 2, middle] });
      // Doors: a dark seam makes the back differ from the sides.
      make.add(box(0.07, tall * 0.85, 0.04), hsl(0, 0, 30), {
        at: [0, 0.1 + tall / 2, middle - bed / 2],
      });
      make.feature(load === main ? 'with a container' : `with a ${load.name} container`);
    } else if (kind === 'tanker') {
      const r = rng.uniform(0.4, 0.48);
      const turn = [QUARTER, 0, 0] as const;
      make.add(cylinder(r, r, bed), main, { at: [0, 0.08 + r, middle], turn });
      for (const z of [-0.36, 0, 0.36])
        make.add(cylinder(r + 0.03, r + 0.03, 0.08), hsl(0, 0, 35), {
          at: [0, 0.08 + r, middle + z * bed],
          turn,
        });
      make.adjective('tanker');
    } else if (kind === 'open') {
      const wall = rng.uniform(0.28, 0.42);
      for (const x of [-1, 1])
        make.add(box(0.08, wall, bed), main, { at: [x * width * 0.5, 0.08 + wall / 2, middle] });
      for (const z of [-1, 1])
        make.add(box(width, wall, 0.08), main, {
          at: [0, 0.08 + wall / 2, middle + z * (bed / 2 - 0.04)],
        });
      make.add(box(width, 0.08, bed), make.shade(0.6), { at: [0, 0.1, middle] });
      make.feature('with an open back');
    } else {
      const r = width * 0.22;
      make.add(box(width, 0.1, bed), main, { at: [0, 0.11, middle] });
      make.add(box(width, height * 0.9, 0.08), main, { at: [0, 0.06 + height * 0.45, cabBack - 0.08] });
      for (const [x, y] of [
        [-1, 1],
        [1, 1],
        [0, 2.7],
      ])
        for (const [scale, stretch, colour] of [
          [1, 1, hsl(24, 50, 28)],
          [0.8, 1.02, hsl(36, 55, 68)],
        ] as const)
          make.add(cylinder(r * scale, r * scale, (bed - 0.12) * stretch), colour, {
            at: [x * r, 0.16 + y * r, middle - 0.06],
            turn: [QUARTER, 0, 0],
          });
      make.feature('with logs');
    }
    if (rng.chance(0.35)) {
      for (const x of [-1, 1])
        make.add(cylinder(0.06, 0.06, height * 0.9), hsl(0, 0, 75), {
          at: [x * (width / 2 + 0.02), height * 0.8, cabBack + 0.04],
        });
      make.feature('with exhaust pipes');
    }
    const wheel = rng.uniform(0.2, 0.25);
    const axles = [end - 0.32, middle - bed / 2 + 0.3];
    if (bed > 1.35 && rng.chance(0.6)) {
      axles.push(axles[1] + 2.1 * wheel);
      make.feature('with six wheels');
    }
    for (const z of axles)
      for (const x of [-1, 1]) addWheel(make, [x * (width / 2 - 0.05), -0.08, z], wheel, 0.22);
  },
});
