import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cone, cylinder } from '../parts.ts';
import { rod } from '../rod.ts';

export const robot = defineConcept({
  name: 'robot',
  synonyms: ['android', 'droid', 'cyborg'],
  category: 'figure',
  symmetry: 1,
  natural: ['grey', 'grey', 'white', 'blue', 'red', 'yellow', 'orange', 'turquoise', 'green'],
  usual: ['metal'],
  wears: 0.15,
  build(make) {
    const { rng, main } = make;
    const joint = hsl(0, 0, main.name === 'black' ? 62 : 24);
    const glow = make.accent(hsl(0, 0, 10));
    const round = rng.chance(0.4);
    make.adjective(round ? 'round' : 'boxy');
    const width = rng.uniform(0.7, 0.92);
    if (round) {
      make.add(cylinder(width * 0.52, width * 0.42, 0.72, 20), main, { at: [0, 1.02, 0] });
      make.add(ball(width * 0.52, 18), main, { at: [0, 1.36, 0], stretch: [1, 0.45, 1] });
    } else make.add(box(width, 0.8, 0.52), main, { at: [0, 1.06, 0] });
    const chest = round ? width * 0.48 : 0.27;

    const y = 1.86;
    make.add(cylinder(0.14, 0.14, 0.26, 12), joint, { at: [0, 1.52, 0] });
    const half = rng.uniform(0.34, 0.42);
    if (round) make.add(ball(half, 20), main, { at: [0, y, 0], stretch: [1, 0.9, 1] });
    else make.add(box(half * 2, 0.52, 0.54), main, { at: [0, y, 0] });
    const face = round ? half * 0.85 : 0.27;
    make.add(box(half * 1.5, 0.28, 0.1), hsl(0, 0, 8), { at: [0, y + 0.05, face] });
    const forward = [Math.PI / 2, 0, 0] as const;
    if (rng.chance(0.2)) {
      make.add(cylinder(0.12, 0.12, 0.12, 14), glow, { at: [0, y + 0.05, face + 0.03], turn: forward });
      make.feature(`with one ${glow.name} eye`);
    } else {
      for (const x of [-1, 1])
        make.add(cylinder(0.095, 0.095, 0.12, 12), glow, {
          at: [x * half * 0.42, y + 0.05, face + 0.03],
          turn: forward,
        });
      make.feature(`with ${glow.name} eyes`);
    }
    make.add(box(half * 0.9, 0.07, 0.1), joint, { at: [0, y - 0.17, face - (round ? 0.03 : 0)] });
    for (const x of [-1, 1])
      make.add(cylinder(0.11, 0.11, 0.1, 12), joint, { at: [x * half, y, 0], turn: [0, 0, Math.PI / 2] });

    const antennas = rng.pick([0, 1, 1, 2]);
    for (const x of antennas === 2 ? [-0.2, 0.2] : antennas === 1 ? [0] : []) {
      make.add(rod([x, y + 0.2, 0], [x * 1.6, y + 0.5, 0], 0.04, 6), joint);
      make.add(ball(0.085, 10), glow, { at: [x * 1.6, y + 0.53, 0] });
    }
    if (antennas === 0) make.head([0, y, 0], half, { at: [0, 1.5, 0], radius: 0.22 });
    else make.feature(antennas === 2 ? 'with two antennas' : 'with an antenna');

    if (rng.chance(0.65)) {
      make.add(box(width * 0.56, 0.34, 0.08), hsl(0, 0, 88), { at: [0, 1.1, chest] });
      for (const [x, hue] of [
        [-1, 0],
        [0, 50],
        [1, 130],
      ])
        make.add(ball(0.06, 8), hsl(hue, 90, 48), { at: [x * width * 0.17, 1.1, chest + 0.05] });
      make.feature('with buttons');
    }

    const reach = width / 2 + 0.12;
    const up = rng.chance(0.25);
    if (up) make.feature('with raised arms');
    for (const x of [-1, 1]) {
      const elbow = [x * (reach + 0.12), up ? 1.36 : 0.98, 0.02] as const;
      const hand = up
        ? ([x * (reach + 0.16), 1.72, 0.08] as const)
        : ([x * (reach + 0.06), 0.72, 0.22] as const);
      make.add(ball(0.16, 12), main, { at: [x * reach, 1.3, 0] });
      make.add(rod([x * reach, 1.3, 0], elbow, 0.07, 8), joint);
      make.add(rod(elbow, hand, 0.12, 8), main);
      for (const side of [-1, 1])
        make.add(box(0.06, 0.17, 0.08), joint, {
          at: [hand[0] + side * 0.075, hand[1] + (up ? 0.1 : -0.1), hand[2] + (up ? 0 : 0.05)],
        });
    }

    const base = rng.pick(['legs', 'legs', 'tracks', 'wheel'] as const);
    if (base === 'legs')
      for (const x of [-0.21, 0.21]) {
        make.add(rod([x, 0.66, 0], [x, 0.3, 0], 0.09, 8), joint);
        make.add(box(0.24, 0.3, 0.26), main, { at: [x, 0.3, 0] });
        make.add(box(0.3, 0.16, 0.46), main, { at: [x, 0.08, 0.06] });
      }
    else if (base === 'tracks') {
      make.add(rod([0, 0.7, 0], [0, 0.3, 0], 0.16, 10), joint);
      for (const x of [-0.33, 0.33]) {
        make.add(box(0.24, 0.32, 0.5), hsl(0, 0, 12), { at: [x, 0.2, 0] });
        for (const z of [-0.25, 0.25])
          make.add(cylinder(0.16, 0.16, 0.24, 12), hsl(0, 0, 12), {
            at: [x, 0.2, z],
            turn: [0, 0, Math.PI / 2],
          });
      }
      make.add(box(0.48, 0.16, 0.6), main, { at: [0, 0.26, 0] });
      make.feature('with tracks');
    } else {
      make.add(cone(0.34, 0.42, 14), main, { at: [0, 0.46, 0], turn: [Math.PI, 0, 0] });
      make.add(cylinder(0.26, 0.26, 0.18, 18), hsl(0, 0, 12), {
        at: [0, 0.22, 0],
        turn: [0, 0, Math.PI / 2],
      });
      make.feature('on one wheel');
    }
  },
});
