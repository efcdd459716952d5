import { TorusGeometry } from 'three';
import { defineConcept } from '../concept.ts';
import type { Maker } from '../maker.ts';
import { numberWord } from '../numbers.ts';
import { ball, box, cylinder, QUARTER, torus } from '../parts.ts';

export const key = defineConcept({
  name: 'key',
  synonyms: ['door key', 'house key'],
  category: 'tool',
  symmetry: 1,
  natural: ['golden', 'golden', 'grey', 'grey', 'black'],
  proportions: ['wide', 'tall'],
  stands: false,
  build(make) {
    const { rng, main } = make;
    const long = rng.uniform(1.1, 1.5);
    const thick = rng.uniform(0.12, 0.16);
    if (long > 1.42) make.adjective('long');
    make.add(cylinder(thick, thick, long, 16), main, { at: [0, long / 2, 0] });
    make.add(ball(thick, 14), main);
    const style = rng.pick(['ring', 'clover', 'square', 'disc'] as const);
    make.feature(BOWS[style](make, long));

    const teeth = rng.pick([2, 2, 3, 4]);
    make.feature(`with ${numberWord(teeth)} teeth`);
    const step = teeth === 2 ? 0.27 : 0.19;
    const short = rng.int(teeth);
    for (let i = 0; i < teeth; i++) {
      const reach = i === short ? 0.28 : 0.42;
      make.add(box(reach, step * 0.62, 0.2), main, { at: [thick * 0.5 + reach / 2, 0.08 + i * step, 0] });
    }
    if (rng.chance(0.5)) {
      const rings = rng.pick([1, 2]);
      for (let i = 0; i < rings; i++)
        make.add(cylinder(thick * 1.6, thick * 1.6, 0.1, 18), make.shade(0.8), {
          at: [0, long - 0.1 - i * 0.2, 0],
        });
      make.feature(rings === 1 ? 'with a collar' : 'with two collars');
    }
    if (rng.chance(0.35)) {
      const tag = make.accent();
      make.add(torus(0.15, 0.055), tag, { at: [0, long + 0.78, 0], turn: [0, QUARTER, 0] });
      make.add(box(0.36, 0.46, 0.12), tag, { at: [0, long + 0.42, 0.26], turn: [-0.12, 0, 0] });
      make.feature(`with a ${tag.name} tag`);
    }
  },
});

/** What one holds; each returns its phrase. */
const BOWS = {
  ring(make: Maker, y: number) {
    make.add(torus(0.38, 0.12), make.main, { at: [0, y + 0.42, 0] });
    return 'with a round grip';
  },
  clover(make: Maker, y: number) {
    for (const [dx, dy] of [
      [-0.28, 0.26],
      [0.28, 0.26],
      [0, 0.66],
    ])
      make.add(new TorusGeometry(0.22, 0.11, 10, 20), make.main, { at: [dx, y + dy, 0] });
    return 'with a clover grip';
  },
  square(make: Maker, y: number) {
    for (const side of [-1, 1]) {
      make.add(box(0.2, 0.8, 0.22), make.main, { at: [side * 0.34, y + 0.4, 0] });
      make.add(box(0.88, 0.2, 0.22), make.main, { at: [0, y + 0.4 + side * 0.34, 0] });
    }
    return 'with a square grip';
  },
  disc(make: Maker, y: number) {
    make.add(cylinder(0.46, 0.46, 0.2, 24), make.main, { at: [0, y + 0.4, 0], turn: [QUARTER, 0, 0] });
    const gem = make.accent();
    make.add(cylinder(0.2, 0.2, 0.26, 18), gem, { at: [0, y + 0.4, 0], turn: [QUARTER, 0, 0] });
    return `with a ${gem.name} gem`;
  },
};
