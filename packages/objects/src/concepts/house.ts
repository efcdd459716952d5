import { defineConcept } from '../concept.ts';
import { type ColourName, hsl } from '../palette.ts';
import { ball, box, cone, cylinder, faceted, gable } from '../parts.ts';

const ROOFS: readonly ColourName[] = ['red', 'red', 'brown', 'black', 'grey', 'blue', 'green'];

export const house = defineConcept({
  name: 'house',
  synonyms: ['cottage', 'cabin', 'log cabin', 'hut', 'villa', 'bungalow'],
  category: 'building',
  symmetry: 1,
  hypernyms: ['building', 'home'],
  natural: ['white', 'white', 'beige', 'yellow', 'red', 'brown', 'grey'],
  build(make) {
    const { rng, main } = make;
    const roof = make.pick(ROOFS);
    const door = make.pick(['brown', 'red', 'blue', 'green', 'white']);
    const width = rng.uniform(1.45, 1.85);
    const depth = rng.uniform(1.1, 1.4);
    const storeys = rng.pick([1, 1, 1, 2, 2, 3]);
    const storey = [rng.uniform(0.8, 0.95), 0.72, 0.62][storeys - 1];
    const height = storeys * storey;
    if (storeys > 1) make.adjective(storeys === 2 ? 'two-storey' : 'three-storey');
    make.add(box(width, height, depth), main, { at: [0, height / 2, 0] });

    const rise = rng.uniform(0.5, 0.75);
    const style = rng.pick(['gable', 'ridge', 'pyramid'] as const);
    if (style === 'pyramid') {
      make.add(faceted(cone(Math.SQRT1_2, 1, 4).rotateY(Math.PI / 4)), roof, {
        at: [0, height + rise / 2, 0],
        stretch: [width + 0.35, rise, depth + 0.35],
      });
    } else {
      // A gable turned so that its ridge runs along z shows its triangle in front; one along x shows its
      // slope.
      const across = style === 'gable' ? width : depth;
      const along = style === 'gable' ? depth : width;
      const top = make.inside({ at: [0, height, 0], turn: [0, style === 'gable' ? 0 : Math.PI / 2, 0] });
      top.add(gable(across, rise * 0.95, along), main, { at: [0, rise * 0.475, 0] });
      const slope = Math.atan2(rise, across / 2);
      const length = Math.hypot(rise, across / 2) + 0.22;
      for (const side of [-1, 1]) {
        top.add(box(length, 0.12, along + 0.3), roof, {
          at: [
            (side * (across / 2 + 0.16 * Math.cos(slope))) / 2,
            rise / 2 + 0.06 - 0.08 * Math.sin(slope),
            0,
          ],
          turn: [0, 0, -side * slope],
        });
      }
    }
    make.feature(`with a ${roof.name} roof`);

    const glass = main.name === 'blue' || main.name === 'turquoise' ? hsl(50, 90, 75) : hsl(200, 60, 62);
    const frame = main.name === 'white' ? hsl(25, 45, 25) : hsl(0, 0, 97);
    const addWindow = (x: number, y: number, z: number, turn: number) => {
      const pane = make.inside({ at: [x, y, z], turn: [0, turn, 0] });
      pane.add(box(0.38, 0.38, 0.08), frame);
      pane.add(box(0.26, 0.26, 0.12), glass);
    };
    const middle = storey * 0.55;
    const side = rng.pick([-1, 0, 0, 1]) * width * 0.25;
    make.add(box(0.42, 0.62, 0.12), door, { at: [side, 0.31, depth / 2] });
    make.add(ball(0.05), hsl(48, 90, 60), { at: [side + 0.13, 0.31, depth / 2 + 0.07] });
    make.add(box(0.56, 0.1, 0.3), hsl(0, 0, 60), { at: [side, 0.03, depth / 2 + 0.15] });
    for (let level = 0; level < storeys; level++) {
      const y = level * storey + middle;
      for (const x of [-0.3, 0, 0.3]) {
        const clear = level > 0 ? x !== 0 : Math.abs(x * width - side) > 0.4 && (side !== 0 || x !== 0);
        if (clear) addWindow(x * width, y, depth / 2, 0);
      }
      addWindow(width / 2, y, 0, Math.PI / 2);
      addWindow(-width / 2, y, 0, Math.PI / 2);
    }
    make.feature(`with a ${door.name} door`);

    if (make.has('chimney', 0.6)) {
      const at = rng.pick([-1, 1]) * width * 0.25;
      make.add(box(0.24, rise + 0.25, 0.24), hsl(10, 45, 38), {
        at: [at, height + (rise + 0.25) / 2, -depth * 0.18],
      });
      make.feature('with a chimney');
    }
    if (rng.chance(0.3)) {
      make.add(box(width + 0.6, 0.1, depth + 0.6), hsl(105, 50, 38), { at: [0, -0.05, 0] });
      for (const x of [-1, 1]) {
        make.add(cylinder(0.14, 0.18, 0.3, 10), hsl(125, 55, 26), {
          at: [x * (width / 2 + 0.1), 0.12, depth / 2 + 0.1],
        });
      }
      make.feature('with a garden');
    }
  },
});
