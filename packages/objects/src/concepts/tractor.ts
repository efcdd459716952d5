import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cylinder, sideProfile } from '../parts.ts';
import { rod } from '../rod.ts';
import { addWheel } from '../wheel.ts';

export const tractor = defineConcept({
  name: 'tractor',
  synonyms: ['farm tractor', 'digger'],
  category: 'vehicle',
  symmetry: 1,
  natural: ['red', 'red', 'green', 'green', 'blue', 'yellow', 'orange'],
  build(make) {
    const { rng, main } = make;
    const hubs = rng.chance(0.75) ? make.pick(['yellow', 'yellow', 'red', 'white', 'orange']) : hsl(0, 0, 70);
    if ('name' in hubs) make.feature(`with ${hubs.name} hubs`);
    const dark = hsl(0, 0, main.name === 'black' ? 34 : 12);
    const large = rng.uniform(0.54, 0.66);
    const small = rng.uniform(0.28, 0.34);
    const nose = rng.uniform(0.95, 1.2);
    const y = large + 0.2;
    for (const x of [-1, 1]) {
      addWheel(make, [x * 0.56, large, -0.42], large, 0.32, hubs);
      addWheel(make, [x * 0.46, small, nose - 0.2], small, 0.22, hubs);
      // A wing over each rear wheel.
      make.add(
        sideProfile(
          [
            [-large - 0.36, large + 0.3],
            [-0.8, large * 2 + 0.02],
            [-0.04, large * 2 + 0.02],
            [0.16, large + 0.5],
            [0.16, large + 0.4],
            [-0.08, large * 2 - 0.08],
            [-0.76, large * 2 - 0.08],
            [-large - 0.3, large + 0.3],
          ],
          0.36,
        ),
        main,
        { at: [x * 0.56, 0.06, 0] },
      );
    }
    make.add(box(0.94, 0.14, 0.14), dark, { at: [0, small, nose - 0.2] });
    make.add(box(0.62, 0.5, 0.95), main, { at: [0, y - 0.2, -0.4] });
    make.add(box(0.4, 0.22, nose), dark, { at: [0, y - 0.36, nose / 2] });
    const round = rng.chance(0.4);
    make.add(box(0.54, 0.42, nose), main, { at: [0, y, nose / 2] });
    if (round)
      make.add(cylinder(0.27, 0.27, nose, 16), main, {
        at: [0, y + 0.2, nose / 2],
        turn: [Math.PI / 2, 0, 0],
      });
    make.adjective(round ? 'old' : 'modern');
    make.add(box(0.42, 0.4, 0.08), dark, { at: [0, y, nose] });
    for (const x of [-1, 1])
      make.add(cylinder(0.085, 0.085, 0.1, 10), hsl(52, 100, 82), {
        at: [x * 0.15, y + 0.12, nose + 0.02],
        turn: [Math.PI / 2, 0, 0],
      });

    const top = y + (round ? 0.46 : 0.2);
    if (make.has('exhaust pipe', 0.8)) {
      make.add(rod([0.14, top - 0.1, nose * 0.6], [0.14, top + 0.5, nose * 0.6], 0.055, 8), dark);
      make.add(rod([0.14, top + 0.14, nose * 0.6], [0.14, top + 0.34, nose * 0.6], 0.085, 8), dark);
      make.feature('with an exhaust pipe');
    }
    const kind = rng.pick(['cab', 'cab', 'canopy', 'open'] as const);
    const roof = rng.chance(0.4) ? make.accent() : null;
    if (kind === 'cab') {
      make.add(box(0.68, 0.72, 0.78), hsl(200, 55, main.name === 'white' ? 55 : 78), {
        at: [0, y + 0.4, -0.36],
      });
      for (const x of [-1, 1])
        for (const z of [-0.76, 0.04]) make.add(box(0.08, 0.76, 0.08), main, { at: [x * 0.34, y + 0.4, z] });
      make.feature('with a cab');
    } else {
      make.add(box(0.42, 0.1, 0.36), hsl(0, 0, 8), { at: [0, y + 0.16, -0.44] });
      make.add(box(0.42, 0.4, 0.1), hsl(0, 0, 8), { at: [0, y + 0.34, -0.64], turn: [-0.15, 0, 0] });
      make.add(rod([0, y + 0.1, 0.06], [0, y + 0.42, -0.08], 0.04, 6), dark);
      make.add(cylinder(0.18, 0.18, 0.06, 14), dark, { at: [0, y + 0.44, -0.09], turn: [-0.5, 0, 0] });
      if (kind === 'canopy')
        for (const x of [-1, 1])
          for (const z of [-0.76, 0.04])
            make.add(rod([x * 0.32, y, z], [x * 0.32, y + 0.82, z], 0.045, 6), dark);
      else make.adjective('open');
    }
    if (kind !== 'open') {
      make.add(box(0.86, 0.12, 1.0), roof ?? main, { at: [0, y + 0.82, -0.36] });
      make.feature(roof ? `with a ${roof.name} roof` : 'with a roof');
    }
    if (rng.chance(0.3)) {
      for (const x of [-1, 1])
        make.add(rod([x * 0.36, y + 0.05, 0.2], [x * 0.36, small, nose + 0.36], 0.055, 8), hsl(0, 0, 40));
      make.add(
        sideProfile(
          [
            [nose + 0.3, 0.1],
            [nose + 0.78, 0.1],
            [nose + 0.4, 0.24],
            [nose + 0.42, 0.56],
            [nose + 0.3, 0.56],
          ],
          1.0,
        ),
        hsl(0, 0, 45),
      );
      make.feature('with a front loader');
    } else if (rng.chance(0.35)) {
      make.add(box(0.9, 0.12, 0.8), hsl(28, 50, 34), { at: [0, 0.5, -1.6] });
      for (const x of [-1, 1]) {
        make.add(box(0.08, 0.3, 0.8), hsl(28, 50, 34), { at: [x * 0.44, 0.66, -1.6] });
        addWheel(make, [x * 0.54, 0.28, -1.6], 0.28, 0.16, hubs);
      }
      make.add(ball(0.4, 12), hsl(48, 75, 58), { at: [0, 0.66, -1.6], stretch: [1, 0.8, 0.92] });
      make.add(rod([0, 0.5, -1.3], [0, 0.5, -0.7], 0.06, 8), dark);
      make.feature('with a trailer');
    }
  },
});
