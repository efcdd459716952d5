import { defineConcept } from '../concept.ts';
import { addLights } from '../lights.ts';
import { hsl } from '../palette.ts';
import { box, cylinder, torus } from '../parts.ts';
import { rod } from '../rod.ts';
import { addWheel } from '../wheel.ts';

export const fireTruck = defineConcept({
  name: 'fire truck',
  synonyms: ['fire engine', 'firetruck', 'fire brigade truck'],
  category: 'vehicle',
  symmetry: 1,
  natural: ['red'],
  build(make) {
    const { rng, main } = make;
    const width = rng.uniform(0.84, 0.94);
    const length = rng.uniform(2.1, 2.6);
    if (length > 2.45) make.adjective('long');
    const end = length / 2;
    const cab = 0.72;
    const height = 0.86;
    const body = length - cab - 0.06;
    const back = -end + body / 2;
    const glass = main.name === 'black' || main.name === 'blue' ? hsl(200, 65, 84) : hsl(205, 45, 24);
    make.add(box(width * 0.85, 0.16, length), hsl(0, 0, 16), { at: [0, 0, 0] });
    make.add(box(width, height, cab), main, { at: [0, 0.06 + height / 2, end - cab / 2] });
    make.add(box(width * 0.86, 0.34, 0.06), glass, { at: [0, 0.66, end] });
    make.add(box(width * 1.03, 0.32, cab * 0.64), glass, { at: [0, 0.66, end - cab * 0.46] });
    const tall = rng.uniform(0.6, 0.78);
    make.add(box(width, tall, body), main, { at: [0, 0.06 + tall / 2, back] });

    // Shutters along the sides, and a band of light colour all around.
    const shutters = rng.pick([2, 3]);
    for (let k = 0; k < shutters; k++)
      make.add(
        box(width * 1.04, tall * 0.42, (body / shutters) * 0.74),
        hsl(0, 0, main.name === 'grey' ? 86 : 72),
        {
          at: [0, tall * 0.72, -end + (body * (k + 0.5)) / shutters],
        },
      );
    make.feature(`with ${shutters === 2 ? 'two' : 'three'} shutters`);
    const band = make.pick(['white', 'white', 'yellow']);
    make.add(box(width * 1.06, 0.11, length * 1.01), band, { at: [0, 0.3, 0] });
    make.feature(`with a ${band.name} stripe`);

    const lights = main.name === 'blue' ? hsl(28, 100, 55) : hsl(218, 100, 58);
    for (const x of [-1, 1])
      make.add(cylinder(0.11, 0.12, 0.16, 12), lights, {
        at: [x * width * 0.3, height + 0.14, end - cab * 0.4],
      });
    make.add(box(width * 0.8, 0.07, 0.22), hsl(0, 0, 88), { at: [0, height + 0.08, end - cab * 0.4] });

    if (make.has('boom', 0.85)) {
      const raised = rng.chance(0.4);
      const tone =
        main.name === 'white' || main.name === 'grey'
          ? hsl(44, 85, 48)
          : rng.pick([hsl(0, 0, 90), hsl(210, 5, 70)]);
      const reach = length * (raised ? 0.95 : 0.98);
      const lift = raised ? rng.uniform(0.32, 0.55) : 0.07;
      make.add(cylinder(0.24, 0.28, 0.22, 14), hsl(0, 0, 30), { at: [0, tall + 0.14, -end + 0.42] });
      const arm = make.inside({ at: [0, tall + 0.3, -end + 0.2], turn: [-lift, 0, 0] });
      for (const x of [-0.18, 0.18]) arm.add(box(0.08, 0.11, reach), tone, { at: [x, 0, reach / 2] });
      const rungs = 8;
      for (let k = 0; k < rungs; k++)
        arm.add(box(0.34, 0.06, 0.07), tone, { at: [0, 0, (reach * (k + 0.5)) / rungs] });
      make.feature(raised ? 'with a raised boom' : 'with a boom');
    }
    if (rng.chance(0.5)) {
      const hose = make.pick(['yellow', 'orange', 'white']);
      make.add(torus(0.19, 0.07), hose, { at: [0, 0.42, -end - 0.03] });
      make.add(cylinder(0.1, 0.1, 0.16, 10), hsl(0, 0, 30), {
        at: [0, 0.42, -end],
        turn: [Math.PI / 2, 0, 0],
      });
      make.feature(`with a ${hose.name} hose`);
    }
    if (rng.chance(0.3)) {
      make.add(rod([0, height + 0.08, end - 0.12], [0, height + 0.24, end + 0.2], 0.07, 10), hsl(44, 85, 50));
      make.feature('with a water gun');
    }
    // Amber behind: red would not show on its red.
    addLights(make, [width * 0.34, 0.2, end], [width * 0.36, 0.18, -end], hsl(36, 100, 52));
    make.add(box(width * 0.4, 0.14, 0.08), hsl(0, 0, 80), { at: [0, 0.44, end] });
    make.add(box(width * 1.06, 0.13, 0.12), hsl(0, 0, 82), { at: [0, 0.04, end + 0.02] });
    const wheel = rng.uniform(0.22, 0.26);
    const axles = [end - cab * 0.55, -end + 0.4];
    if (length > 2.3 && rng.chance(0.6)) {
      axles.push(-end + 0.4 + 2.2 * wheel);
      make.feature('with six wheels');
    }
    for (const z of axles)
      for (const x of [-1, 1]) addWheel(make, [x * (width / 2 - 0.04), -0.04, z], wheel, 0.22);
  },
});
