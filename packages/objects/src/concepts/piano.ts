import { defineConcept } from '../concept.ts';
import type { Maker } from '../maker.ts';
import { hsl } from '../palette.ts';
import { box, cylinder, planProfile } from '../parts.ts';

export const piano = defineConcept({
  name: 'piano',
  synonyms: [],
  category: 'instrument',
  symmetry: 1,
  natural: ['black', 'black', 'black', 'brown', 'brown', 'white'],
  usual: ['wooden'],
  proportions: ['wide'],
  build(make) {
    const { rng } = make;
    const grand = rng.chance(0.5);
    make.adjective(grand ? 'grand' : 'upright');
    if (grand) addGrand(make);
    else addUpright(make);
  },
});

/** White keys with black ones upon them, `width` wide, their front edge at `at`. */
function addKeyboard(make: Maker, width: number, [x, y, z]: readonly [number, number, number]): void {
  make.add(box(width, 0.1, 0.36), hsl(45, 20, 97), { at: [x, y, z - 0.18] });
  const white = 10;
  for (let i = 1; i < white; i++)
    if (i % 7 !== 3 && i % 7 !== 0)
      make.add(box((width / white) * 0.56, 0.09, 0.22), hsl(0, 0, 6), {
        at: [x + (i / white - 0.5) * width, y + 0.07, z - 0.25],
      });
}

/** An optional sheet of music, leaning on what is behind `at`. */
function addMusic(make: Maker, [x, y, z]: readonly [number, number, number]): void {
  if (!make.rng.chance(0.45)) return;
  const paper = make.main.name === 'white' ? hsl(45, 80, 70) : hsl(50, 40, 95);
  const stand = make.inside({ at: [x, y, z], turn: [-0.25, 0, 0] });
  stand.add(box(0.6, 0.44, 0.06), paper, { at: [0, 0.22, 0] });
  for (const line of [0.12, 0.22, 0.32])
    stand.add(box(0.44, 0.045, 0.04), hsl(0, 0, 30), { at: [0, line, 0.03] });
  make.feature('with sheet music');
}

function addPedals(make: Maker, z: number): void {
  if (!make.has('pedals', 0.75)) return;
  const metal = hsl(45, 85, make.main.name === 'white' ? 45 : 58);
  for (const x of [-0.18, 0, 0.18]) make.add(box(0.11, 0.08, 0.26), metal, { at: [x, 0.08, z] });
  make.feature('with pedals');
}

function addUpright(make: Maker): void {
  const { rng, main } = make;
  const width = rng.uniform(1.5, 1.8);
  const height = rng.uniform(1.25, 1.5);
  const dark = make.shade(0.7);
  make.add(box(width, height, 0.48), main, { at: [0, height / 2, -0.2] });
  make.add(box(width + 0.12, 0.1, 0.6), dark, { at: [0, height, -0.2] });
  const desk = height * 0.5;
  make.add(box(width, 0.2, 0.46), main, { at: [0, desk, 0.26] });
  addKeyboard(make, width - 0.26, [0, desk + 0.14, 0.47]);
  for (const x of [-1, 1]) {
    const side = x * (width / 2 - 0.08);
    make.add(box(0.16, 0.32, 0.46), dark, { at: [side, desk + 0.06, 0.26] });
    make.add(rng.chance(0.5) ? box(0.14, desk, 0.14) : cylinder(0.09, 0.06, desk, 10), dark, {
      at: [side, desk / 2, 0.38],
    });
    make.add(box(0.16, 0.14, 0.84), dark, { at: [side, 0.05, 0.05] });
  }
  addMusic(make, [0, desk + 0.24, 0.12]);
  if (rng.chance(0.4)) {
    const cloth = make.accent();
    make.add(box(width * 0.5, 0.14, 0.66), cloth, { at: [0, height + 0.02, -0.2] });
    make.feature(`with a ${cloth.name} cover`);
  }
  addPedals(make, 0.1);
}

function addGrand(make: Maker): void {
  const { rng, main } = make;
  const half = rng.uniform(0.72, 0.85);
  const long = rng.uniform(1.25, 1.6);
  const legs = rng.uniform(0.55, 0.7);
  const dark = make.shade(0.7);
  // The straight side is on the left, where the long strings are.
  const outline = [
    [-half, 0.3],
    [half, 0.3],
    [half, -0.2],
    [half * 0.86, -long * 0.45],
    [half * 0.35, -long * 0.62],
    [half * 0.1, -long * 0.85],
    [-half * 0.3, -long],
    [-half * 0.8, -long * 0.96],
    [-half, -long * 0.8],
  ] as const;
  const body = 0.36;
  const middle = legs + body / 2;
  make.add(planProfile(outline, body), main, { at: [0, middle, 0] });
  const lid = make.has('lid', 0.85);
  const open = lid && rng.chance(0.75);
  if (open || !lid)
    make.add(
      planProfile(
        outline.map(([x, z]) => [x * 0.86, z * 0.9 - 0.06] as const),
        0.06,
      ),
      hsl(36, 75, 45),
      { at: [0, legs + body, 0] },
    );
  if (open) {
    // Turned up around the straight side.
    const hinge = make.inside({ at: [-half, legs + body + 0.04, 0], turn: [0, 0, rng.uniform(0.5, 0.8)] });
    hinge.add(
      planProfile(
        outline.map(([x, z]) => [x + half, Math.min(z, 0.05)] as const),
        0.1,
      ),
      dark,
    );
    make.add(cylinder(0.05, 0.05, 0.75, 8), hsl(45, 70, 50), {
      at: [half * 0.45, legs + body + 0.34, -0.3],
      turn: [0, 0, 0.1],
    });
    make.feature('with an open lid');
  }
  make.add(box(2 * half, 0.22, 0.42), main, { at: [0, legs + 0.11, 0.46] });
  addKeyboard(make, 2 * half - 0.3, [0, legs + 0.25, 0.66]);
  for (const x of [-1, 1])
    make.add(box(0.16, 0.32, 0.42), dark, { at: [x * (half - 0.08), legs + 0.17, 0.46] });
  for (const [x, z] of [
    [-half * 0.8, 0.4],
    [half * 0.8, 0.4],
    [-half * 0.4, -long * 0.75],
  ])
    make.add(cylinder(0.12, 0.08, legs, 12), dark, { at: [x, legs / 2, z] });
  addMusic(make, [0, legs + body, 0.2]);
  if (make.rng.chance(0.5)) {
    make.add(box(0.12, legs, 0.12), dark, { at: [0, legs / 2, 0.15] });
    addPedals(make, 0.25);
  }
}
