import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { cylinder, lathe } from '../parts.ts';

/** Height of the shoulder and of the whole, radius of the neck. */
const SHAPES = {
  wine: { shoulder: 1.15, slope: 0.3, height: 2, neck: 0.17, radius: 0.42 },
  flask: { shoulder: 0.75, slope: 0.5, height: 1.75, neck: 0.16, radius: 0.62 },
  milk: { shoulder: 0.9, slope: 0.5, height: 1.7, neck: 0.3, radius: 0.5 },
} as const;

export const bottle = defineConcept({
  name: 'bottle',
  synonyms: ['wine bottle', 'water bottle', 'milk bottle', 'beer bottle', 'flask'],
  category: 'household',
  symmetry: null,
  round: true,
  natural: ['green', 'green', 'brown', 'blue', 'turquoise'],
  usual: ['glass'],
  build(make) {
    const { rng } = make;
    const shape = rng.pick(['wine', 'wine', 'flask', 'milk'] as const);
    if (shape === 'wine') make.adjective('thin');
    if (shape === 'flask') make.adjective('round');
    if (shape === 'milk') make.feature('with a wide neck');
    const { shoulder, slope, height, neck, radius: base } = SHAPES[shape];
    const radius = base * rng.uniform(0.92, 1.12);
    const tall = rng.uniform(0.92, 1.12);
    const low = shoulder * tall;
    const top = low + slope + (height - shoulder - slope) * rng.uniform(0.75, 1.3);
    const belly =
      shape === 'flask'
        ? ([
            [radius * 0.7, 0],
            [radius * 0.95, low * 0.3],
            [radius, low * 0.6],
            [radius * 0.86, low],
          ] as const)
        : ([
            [radius * 0.92, 0],
            [radius, 0.08],
            [radius, low],
          ] as const);
    make.add(
      lathe([
        [0, 0],
        ...belly,
        [radius * 0.8, low + slope * 0.35],
        [neck * 1.25, low + slope * 0.85],
        [neck, low + slope],
        [neck, top],
        [0, top],
      ]),
      make.main,
    );
    make.add(cylinder(neck + 0.05, neck + 0.05, 0.12, 20), make.shade(0.8), { at: [0, top - 0.12, 0] });

    const labelled = rng.chance(0.6);
    if (labelled) {
      const paper = make.pick(['white', 'white', 'yellow', 'red', 'beige', 'black']);
      const ring = shape === 'flask' ? radius * 1.015 : radius + 0.015;
      const y = shape === 'flask' ? low * 0.5 : low * 0.48;
      const tallness = low * (shape === 'flask' ? 0.34 : 0.5);
      make.add(cylinder(ring, ring, tallness, 32), paper, { at: [0, y, 0] });
      if (rng.chance(0.5)) {
        const print = make.accent(paper.colour);
        make.add(cylinder(ring + 0.015, ring + 0.015, tallness * 0.35, 32), print, { at: [0, y, 0] });
      }
      make.feature(`with a ${paper.name} label`);
    }
    const stopper = rng.uniform();
    if (stopper < 0.4) {
      make.add(cylinder(neck * 1.02, neck * 0.85, 0.26, 16), hsl(32, 50, 58), { at: [0, top + 0.08, 0] });
      make.feature('with a cork');
    } else if (stopper < 0.75) {
      const cap = make.accent();
      make.add(cylinder(neck + 0.08, neck + 0.08, 0.24, 20), cap, { at: [0, top + 0.02, 0] });
      make.feature(`with a ${cap.name} cap`);
    } else {
      make.add(cylinder(neck * 0.75, neck * 0.75, 0.03, 16), hsl(20, 20, 10), { at: [0, top + 0.01, 0] });
      make.adjective('open');
    }
  },
});
