import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cone, cylinder } from '../parts.ts';

export const lighthouse = defineConcept({
  name: 'lighthouse',
  synonyms: ['light house', 'beacon'],
  category: 'building',
  symmetry: 1,
  round: true,
  natural: ['white', 'white', 'white', 'red'],
  proportions: ['short', 'wide'],
  build(make) {
    const { rng, main } = make;
    const height = rng.uniform(1.7, 2.3);
    if (height > 2.15) make.adjective('tall');
    const [top, bottom] = [rng.uniform(0.28, 0.34), rng.uniform(0.46, 0.58)];
    const radius = (share: number) => bottom + (top - bottom) * share;
    make.add(cylinder(top, bottom, height, 24), main, { at: [0, height / 2, 0] });
    if (make.plain && rng.chance(0.75)) {
      const band =
        main.name === 'red'
          ? make.pick(['white'])
          : make.pick(['red', 'red', 'red', 'blue', 'black', 'green']);
      const bands = rng.pick([1, 2, 2, 3]);
      const part = 1 / (2 * bands + 1);
      for (let k = 0; k < bands; k++) {
        const low = part * (2 * k + 1);
        make.add(cylinder(radius(low + part) + 0.02, radius(low) + 0.02, height * part, 24), band, {
          at: [0, height * (low + part / 2), 0],
        });
      }
      make.feature(
        `with ${['one', 'two', 'three'][bands - 1]} ${band.name} ${bands === 1 ? 'band' : 'bands'}`,
      );
    }
    const roof = make.pick(['red', 'red', 'black', 'green', 'blue']);
    const dark = hsl(0, 0, main.name === 'black' ? 60 : 18);
    make.add(cylinder(top * 1.5, top * 1.3, 0.12, 24), dark, { at: [0, height + 0.04, 0] });
    for (let k = 0; k < 10; k++) {
      const turn = (k * Math.PI) / 5;
      make.add(box(0.05, 0.2, 0.05), dark, {
        at: [Math.sin(turn) * top * 1.4, height + 0.18, Math.cos(turn) * top * 1.4],
      });
    }
    const room = rng.uniform(0.36, 0.48);
    make.add(cylinder(top * 0.82, top * 0.82, room, 16), hsl(50, 100, 66), {
      at: [0, height + 0.1 + room / 2, 0],
    });
    for (let k = 0; k < 6; k++) {
      const turn = ((k + 0.5) * Math.PI) / 3;
      make.add(box(0.06, room, 0.06), dark, {
        at: [Math.sin(turn) * top * 0.84, height + 0.1 + room / 2, Math.cos(turn) * top * 0.84],
      });
    }
    const cap = height + 0.1 + room;
    const dome = rng.chance(0.5);
    if (dome) make.add(ball(top * 1.02, 16), roof, { at: [0, cap, 0], stretch: [1, 0.85, 1] });
    else make.add(cone(top * 1.2, top * 1.5, 20), roof, { at: [0, cap + top * 0.75, 0] });
    make.add(ball(0.08, 8), dark, { at: [0, cap + top * (dome ? 0.9 : 1.5), 0] });
    make.feature(`with a ${roof.name} ${dome ? 'dome' : 'roof'}`);

    const door = make.pick(['brown', 'red', 'blue', 'green', 'black']);
    make.add(box(0.3, 0.46, 0.14), door, { at: [0, 0.23, bottom] });
    make.feature(`with a ${door.name} door`);
    const windows = rng.pick([2, 3]);
    for (let k = 0; k < windows; k++)
      for (const turn of [0, Math.PI / 2, Math.PI, -Math.PI / 2]) {
        const share = 0.42 + (k * 0.42) / (windows - 1);
        if (share > 0.9) continue;
        make.inside({ turn: [0, turn, 0] }).add(box(0.15, 0.22, 0.12), dark, {
          at: [0, height * share, radius(share) - 0.01],
        });
      }
    const site = rng.pick(['rock', 'rock', 'shed', 'bare'] as const);
    if (site === 'rock') {
      const grey = hsl(30, 8, main.name === 'grey' ? 30 : 46);
      make.add(cylinder(bottom * 1.2, bottom * 1.7, 0.28, 9), grey, { at: [0, -0.13, 0] });
      for (const [turn, size] of [
        [0.9, 0.26],
        [2.4, 0.32],
        [4, 0.24],
        [5.3, 0.3],
      ])
        make.add(ball(size, 6), grey, {
          at: [Math.sin(turn) * bottom * 1.4, -0.12, Math.cos(turn) * bottom * 1.4],
        });
      make.feature('on rocks');
    } else if (site === 'shed') {
      const x = bottom + 0.26;
      make.add(box(0.7, 0.46, 0.6), main, { at: [x, 0.23, 0] });
      make.add(cone(0.62, 0.34, 4).rotateY(Math.PI / 4), roof, { at: [x, 0.62, 0] });
      make.add(box(0.18, 0.18, 0.66), dark, { at: [x + 0.08, 0.26, 0] });
      make.feature('with a shed');
    }
  },
});
