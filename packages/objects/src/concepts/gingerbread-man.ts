import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cylinder } from '../parts.ts';
import { rod } from '../rod.ts';

const THICK = 0.26;
/** Thickness of the dark back. */
const BAKED = 0.06;
const FRONT = THICK / 2 + 0.02;

/** A flat biscuit that stands upright, drawn on with icing on its front. */
export const gingerbreadMan = defineConcept({
  name: 'gingerbread man',
  synonyms: ['gingerbread', 'gingerbread person', 'gingerbread cookie'],
  category: 'food',
  symmetry: 1,
  // Lighter and warmer than what is called brown.
  natural: (rng) => hsl(rng.uniform(25, 32), rng.uniform(52, 64), rng.uniform(36, 46)),
  plurals: ['gingerbread men'],
  patterns: ['dotted'],
  wears: 0.15,
  build(make) {
    const { rng, main } = make;
    const facing = [Math.PI / 2, 0, 0] as const;
    // The back was on the baking sheet: darker, and without icing.
    const baked = make.shade(0.68);
    const disc = (x: number, y: number, r: number, stretch = 1) => {
      const place = { turn: facing, stretch: [1, 1, stretch] } as const;
      make.add(cylinder(r, r, THICK, 24), main, { at: [x, y, 0], ...place });
      make.add(cylinder(r, r, BAKED, 24), baked, { at: [x, y, -(THICK + BAKED) / 2], ...place });
    };
    const bar = (from: readonly [number, number], to: readonly [number, number], r: number) => {
      const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
      for (const [thick, ink, z] of [
        [THICK, main, 0],
        [BAKED, baked, -(THICK + BAKED) / 2],
      ] as const)
        make.add(box(2 * r, Math.hypot(dx, dy), thick), ink, {
          at: [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2, z],
          turn: [0, 0, Math.atan2(-dx, dy)],
        });
      disc(...to, r);
    };
    const icing =
      rng.chance(0.7) && main.name !== 'white'
        ? { name: 'white' as const, colour: hsl(30, 20, 97) }
        : make.accent();
    const pipe = (points: readonly (readonly [number, number])[]) => {
      for (let k = 1; k < points.length; k++)
        make.add(rod([...points[k - 1], FRONT], [...points[k], FRONT], 0.06, 6), icing);
    };

    const head = rng.uniform(0.4, 0.48);
    const y = 1.62;
    const fat = rng.uniform(0.34, 0.44);
    disc(0, y, head);
    disc(0, 0.9, fat, 1.25);
    const waving = rng.chance(0.3);
    if (waving) make.adjective('waving');
    const iced = make.has('icing', 0.85);
    for (const x of [-1, 1]) {
      const up = waving && x < 0;
      const hand = [x * 0.86, up ? 1.5 : rng.uniform(0.98, 1.12)] as const;
      const foot = [x * 0.42, 0.1] as const;
      bar([x * 0.1, 1.08], hand, 0.2);
      bar([x * 0.14, 0.8], foot, 0.23);
      if (!iced) continue;
      // A zigzag of icing across each wrist and ankle.
      const zigzag = (end: readonly [number, number], from: readonly [number, number], wide: number) => {
        const [dx, dy] = [from[0] - end[0], from[1] - end[1]];
        const length = Math.hypot(dx, dy);
        const [ux, uy] = [dx / length, dy / length];
        pipe(
          [-1, -0.5, 0, 0.5, 1].map((t, k) => {
            const along = 0.02 + (k % 2) * 0.1;
            return [end[0] + ux * along - uy * t * wide, end[1] + uy * along + ux * t * wide] as const;
          }),
        );
      };
      zigzag(hand, [0, 1.08], 0.17);
      zigzag(foot, [x * 0.14, 0.8], 0.2);
    }
    if (iced) {
      make.feature(`with ${icing.name} icing`);
      if (rng.chance(0.35)) {
        pipe(
          Array.from(
            { length: 7 },
            (_, k) => [(k - 3) * 0.1, y + head * 0.66 - 0.05 * (k % 2) - 0.012 * (k - 3) ** 2] as const,
          ),
        );
        make.feature('with curly hair');
      }
    }

    const smiling = rng.chance(0.75);
    if (smiling) make.adjective('smiling');
    const bend = smiling ? 1 : 0.1;
    const mouth = iced ? icing.colour : hsl(0, 0, 8);
    const points = [-1, -0.5, 0, 0.5, 1].map(
      (t) => [t * head * 0.5, y - head * 0.42 + bend * 0.11 * t * t, FRONT] as const,
    );
    for (let k = 1; k < points.length; k++) make.add(rod(points[k - 1], points[k], 0.055, 6), mouth);
    for (const x of [-1, 1])
      make.add(ball(0.09, 10), iced ? icing.colour : hsl(0, 0, 8), {
        at: [x * head * 0.38, y + head * 0.2, FRONT],
        stretch: [1, 1.2, 0.6],
      });
    const buttons = make.accent();
    const count = rng.pick([2, 3, 3]);
    for (let k = 0; k < count; k++)
      make.add(ball(0.1, 10), buttons, { at: [0, 1.14 - k * 0.22, FRONT], stretch: [1, 1, 0.6] });
    make.feature(`with ${count === 2 ? 'two' : 'three'} ${buttons.name} buttons`);
    if (rng.chance(0.3)) {
      const tie = make.accent();
      for (const x of [-1, 1])
        make.add(box(0.22, 0.2, 0.1), tie, { at: [x * 0.14, y - head * 0.95, FRONT], turn: [0, 0, x * 0.3] });
      make.add(ball(0.08, 8), tie, { at: [0, y - head * 0.95, FRONT + 0.03] });
      make.feature(`with a ${tie.name} bowtie`);
    }
    make.head([0, y, 0], head);
  },
});
