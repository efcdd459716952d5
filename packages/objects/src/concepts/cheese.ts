import { CylinderGeometry } from 'three';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cylinder } from '../parts.ts';

export const cheese = defineConcept({
  name: 'cheese',
  synonyms: ['cheddar', 'swiss cheese', 'gouda'],
  category: 'food',
  symmetry: 1,
  natural: ['yellow', 'yellow', 'orange'],
  proportions: ['tall', 'short'],
  build(make) {
    const { rng, main } = make;
    const wheel = rng.chance(0.35);
    make.adjective(wheel ? 'round' : 'triangular');
    const height = wheel ? rng.uniform(0.5, 0.75) : rng.uniform(0.65, 0.95);
    // What is left of a wheel: all but a slice at +z, or a wedge whose cut looks to the front and the right.
    const angle = wheel ? 2 * Math.PI - rng.uniform(0.7, 1.1) : rng.uniform(0.75, 1.05);
    const radius = wheel ? 1 : 1.8;
    const from = wheel ? (2 * Math.PI - angle) / 2 : -Math.PI / 2 - angle / 2;
    const piece = wheel ? make : make.inside({ at: [0.9, 0, 0], turn: [0, -0.35, 0] });
    const segments = Math.ceil(angle * 6);
    const disc = (r: number, h: number) => new CylinderGeometry(r, r, h, segments, 1, false, from, angle);
    piece.add(disc(radius, height), main, { at: [0, height / 2, 0] });
    for (const end of [from, from + angle]) {
      const cut = piece.inside({ turn: [0, end, 0] });
      cut.add(box(0.02, height, radius), main, { at: [0, height / 2, radius / 2] });
    }
    if (rng.chance(0.5)) {
      const rind = make.pick(['red', 'red', 'brown', 'black', 'white']);
      piece.add(
        new CylinderGeometry(radius + 0.07, radius + 0.07, height + 0.05, segments, 1, true, from, angle),
        rind,
        { at: [0, height / 2, 0] },
      );
      make.feature(`with a ${rind.name} rind`);
    }
    if (make.has('holes', 0.8)) {
      const hole = make.shade(0.7);
      const big = rng.chance(0.4);
      make.feature(big ? 'with big holes' : 'with small holes');
      const size = (big ? 0.2 : 0.14) * (height / 0.8);
      for (const [end, side] of [
        [from, -1],
        [from + angle, 1],
      ]) {
        const cut = piece.inside({ turn: [0, end, 0] });
        const count = wheel ? 3 : 5;
        for (let i = 0; i < count; i++)
          cut.add(ball(size * (i % 2 ? 0.75 : 1.05), 10), hole, {
            at: [side * 0.02, height * (i % 2 ? 0.7 : 0.32), radius * (0.25 + (0.68 * i) / count)],
            stretch: [0.3, 1, 1],
          });
      }
      const around = wheel ? 7 : 3;
      for (let i = 0; i < around; i++) {
        const a = from + (angle * (i + 0.5)) / around;
        const r = radius * (wheel ? 0.6 : 0.5 + 0.17 * i);
        const b = wheel ? a : from + angle / 2 + (i - 1) * 0.14;
        piece.add(ball(size, 9), hole, {
          at: [r * Math.sin(b), height + (wheel ? 0.03 : 0), r * Math.cos(b)],
          stretch: [1, 0.35, 1],
        });
        piece.add(ball(size, 9), hole, {
          at: [(radius + 0.05) * Math.sin(a), height * (i % 2 ? 0.62 : 0.35), (radius + 0.05) * Math.cos(a)],
          stretch: [0.5, 1, 0.5],
        });
      }
    }
    if (rng.chance(0.3)) {
      const board = main.name === 'brown' ? hsl(38, 40, 75) : hsl(25, 50, 32);
      make.add(cylinder(1.3, 1.3, 0.14, 36), board, { at: [0, -0.08, 0] });
      make.feature('on a board');
    }
  },
});
