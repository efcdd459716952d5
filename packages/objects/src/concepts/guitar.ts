import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { box, cylinder, planProfile, torus } from '../parts.ts';

/** Half outlines from the bottom up: [half width, height]. */
const ACOUSTIC = [
  [0.3, 0],
  [0.5, 0.08],
  [0.6, 0.28],
  [0.58, 0.48],
  [0.44, 0.68],
  [0.38, 0.8],
  [0.43, 0.94],
  [0.46, 1.06],
  [0.4, 1.2],
  [0.24, 1.28],
] as const;
const ELECTRIC = [
  [0.3, 0],
  [0.5, 0.1],
  [0.58, 0.3],
  [0.5, 0.54],
  [0.4, 0.72],
  [0.42, 0.9],
  [0.5, 1.1],
  [0.48, 1.28],
  [0.36, 1.28],
  [0.26, 1.02],
] as const;

const FRONT = [-Math.PI / 2, 0, 0] as const;

export const guitar = defineConcept({
  name: 'guitar',
  synonyms: ['ukulele', 'bass guitar'],
  category: 'instrument',
  symmetry: 1,
  hypernyms: ['instrument', 'musical instrument'],
  natural: ['brown', 'brown', 'orange', 'orange', 'red', 'black', 'blue', 'beige'],
  usual: ['wooden'],
  stands: false,
  build(make) {
    const { rng, main } = make;
    const electric = rng.chance(0.4);
    make.adjective(electric ? 'electric' : 'acoustic');
    const wide = rng.uniform(1.05, 1.25);
    const deep = electric ? 0.22 : rng.uniform(0.3, 0.4);
    const outline = (scale: number) => {
      const half = (electric ? ELECTRIC : ACOUSTIC).map(
        ([x, y]) => [x * wide * scale, 0.64 + (y - 0.64) * scale] as const,
      );
      return [...half, ...half.toReversed().map(([x, y]) => [-x, y] as const)];
    };
    make.add(planProfile(outline(1), deep), main, { turn: FRONT });
    if (!electric && make.plain && rng.chance(0.5)) {
      const edge = make.accent();
      make.add(planProfile(outline(1.05), deep * 0.5), edge, { turn: FRONT });
      make.feature(`with a ${edge.name} edge`);
    }
    const front = deep / 2;
    const dark = main.name === 'black' ? hsl(30, 45, 45) : hsl(20, 40, 14);
    const neck = rng.uniform(0.9, 1.25);
    if (neck > 1.15) make.feature('with a long neck');
    const end = 1.2 + neck;
    make.add(box(0.2, neck + 0.3, 0.16), dark, { at: [0, 1.05 + neck / 2, front - 0.03] });
    for (let y = 1.4; y < end - 0.1; y += 0.2)
      make.add(box(0.22, 0.05, 0.05), hsl(45, 30, 80), { at: [0, y, front + 0.06] });

    if (electric) {
      const guard = make.accent();
      make.add(
        planProfile(
          [
            [-0.34, 0.2],
            [0.34, 0.14],
            [0.4, 0.4],
            [0.22, 0.85],
            [-0.2, 0.95],
            [-0.3, 0.6],
          ],
          0.08,
        ),
        guard,
        { at: [0, 0, front], turn: FRONT },
      );
      make.feature(`with a ${guard.name} plate`);
      for (const y of [0.42, 0.74])
        make.add(box(0.34, 0.12, 0.1), hsl(0, 0, guard.name === 'black' ? 80 : 12), {
          at: [0, y, front + 0.03],
        });
    } else {
      make.add(cylinder(0.19, 0.19, 0.06, 24), hsl(0, 0, main.name === 'black' ? 60 : 5), {
        at: [0, 0.86, front],
        turn: [Math.PI / 2, 0, 0],
      });
      if (rng.chance(0.6)) {
        const ring = make.accent();
        make.add(torus(0.22, 0.05), ring, { at: [0, 0.86, front] });
        make.feature(`with a ${ring.name} ring`);
      }
      make.add(box(0.46, 0.12, 0.1), dark, { at: [0, 0.32, front + 0.02] });
    }
    if (make.has('strings', 0.85)) {
      const from = 0.34;
      for (const x of [-0.06, 0.06])
        make.add(box(0.035, end - from, 0.035), hsl(45, 40, 88), { at: [x, (end + from) / 2, front + 0.1] });
    }

    const head = rng.chance(0.4) ? make.accent() : undefined;
    if (head) make.feature(`with a ${head.name} head`);
    make.add(box(0.32, 0.42, 0.14), head ?? main, { at: [0, end + 0.24, front - 0.05], turn: [-0.12, 0, 0] });
    for (const x of [-1, 1])
      for (const y of [0.12, 0.34])
        make.add(box(0.14, 0.09, 0.09), hsl(45, 60, 70), { at: [x * 0.2, end + y, front - 0.05] });
  },
});
