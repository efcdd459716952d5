import { defineConcept } from '../concept.ts';
import { numberWord } from '../numbers.ts';
import { box, cylinder } from '../parts.ts';

export const ladder = defineConcept({
  name: 'ladder',
  synonyms: ['stepladder', 'step ladder'],
  category: 'tool',
  symmetry: null,
  natural: ['brown', 'brown', 'grey', 'yellow', 'orange', 'white'],
  usual: ['wooden'],
  proportions: ['wide'],
  build(make) {
    const { rng, main } = make;
    const folding = rng.chance(0.5);
    const rungs = folding ? rng.pick([4, 5]) : rng.pick([5, 6, 7]);
    const gap = rng.uniform(0.32, 0.4);
    const height = gap * (rungs + (folding ? 0.35 : 0.7));
    const width = rng.uniform(0.64, 0.8);
    const rail = rng.uniform(0.12, 0.15);
    make.feature(`with ${numberWord(rungs)} ${folding ? 'steps' : 'rungs'}`);
    make.adjective(folding ? 'folding' : 'straight');
    const second = rng.chance(0.35) ? make.accent() : undefined;
    if (second) make.feature(`with ${second.name} ${folding ? 'steps' : 'rungs'}`);
    const flat = folding || rng.chance(0.4);
    const lean = folding ? rng.uniform(0.26, 0.36) : 0;
    /** One side: two rails and what is between them. */
    const side = (tilt: number, crossings: number, ink: typeof main, deep: number) => {
      const frame = make.inside({ at: [0, height, 0], turn: [tilt, 0, 0] });
      const long = height / Math.cos(tilt);
      for (const x of [-1, 1])
        frame.add(box(rail, long, rail * 1.4), main, { at: [x * (width / 2), -long / 2, 0] });
      for (let i = 0; i < crossings; i++) {
        const at = [0, -long + ((i + 0.75) * long) / (crossings + 0.4), 0] as const;
        if (flat) frame.add(box(width, 0.1, deep), ink, { at, turn: [-tilt, 0, 0] });
        else frame.add(cylinder(0.07, 0.07, width, 10), ink, { at, turn: [0, 0, Math.PI / 2] });
      }
    };
    const steps = second ?? make.shade(0.85);
    if (folding) {
      side(-lean, rungs, { ...main, ...steps }, 0.26);
      side(lean, 2, main, 0.1);
      if (make.has('platform', 0.75)) {
        make.add(box(width + 0.22, 0.13, 0.46), second ?? make.shade(0.7), { at: [0, height + 0.05, 0] });
        make.feature('with a platform');
      }
      if (rng.chance(0.4)) {
        const reach = Math.tan(lean) * height * 0.5;
        for (const x of [-1, 1])
          make.add(box(0.08, 0.09, 2 * reach), make.shade(0.55), { at: [x * (width / 2), height * 0.5, 0] });
        make.feature('with braces');
      }
    } else side(0, rungs, { ...main, ...steps }, 0.12);
    if (!folding && rng.chance(0.5)) {
      const shoe = make.accent();
      for (const x of [-1, 1])
        for (const y of rng.chance(0.5) ? [0.06, height] : [0.06])
          make.add(box(rail + 0.09, 0.2, rail + 0.09), shoe, { at: [x * (width / 2), y, 0] });
      make.feature(`with ${shoe.name} feet`);
    }
  },
});
