import { LatheGeometry, TorusGeometry, Vector2 } from 'three';
import { defineConcept } from '../concept.ts';
import { hsl, shadeOf } from '../palette.ts';
import { ball, box, capsule, cylinder, ring } from '../parts.ts';

export const basket = defineConcept({
  name: 'basket',
  synonyms: ['picnic basket', 'wicker basket', 'easter basket', 'hamper'],
  category: 'household',
  symmetry: null,
  natural: (rng) => hsl(rng.uniform(28, 38), rng.uniform(50, 68), rng.uniform(45, 56)),
  materials: ['golden', 'metal', 'plush'],
  patterns: ['striped'],
  proportions: ['short', 'wide'],
  round: true,
  build(make) {
    const { rng, main } = make;
    const oval = rng.chance(0.5);
    make.adjective(oval ? 'oval' : 'round');
    const body = make.inside({ stretch: [oval ? 1.35 : 1, 1, 1] });
    const height = rng.uniform(0.65, 0.95);
    const top = 0.85;
    const foot = rng.uniform(0.6, 0.78);
    // Woven: in every row each second piece bulges, in the next row the others do.
    const dark = make.shade(0.6);
    const rows = 4;
    const pieces = 14;
    for (let row = 0; row < rows; row++) {
      const [y0, y1] = [(row / rows) * height, ((row + 1) / rows) * height];
      const [r0, r1] = [y0, y1].map((y) => foot + ((top - foot) * y) / height);
      for (let i = 0; i < pieces; i++) {
        const out = (i + row) % 2 ? 0.05 : 0;
        const profile = [
          new Vector2(r0, y0),
          new Vector2((r0 + r1) / 2 + out, (y0 + y1) / 2),
          new Vector2(r1, y1),
        ];
        const piece = new LatheGeometry(profile, 2, (i * 2 * Math.PI) / pieces, (2 * Math.PI) / pieces);
        body.add(piece, out > 0 ? main : dark);
      }
    }
    body.add(cylinder(foot, foot, 0.06, 28), main);
    body.add(ring(top, 0.09), main, { at: [0, height, 0] });
    body.add(ring(foot, 0.07), main, { at: [0, 0.02, 0] });
    body.add(cylinder(top * 0.92, foot, 0.04, 24), hsl(25, 45, 16), { at: [0, height * 0.8, 0] });

    if (make.has('handle', 0.88)) {
      const side = top * (oval ? 1.35 : 1);
      const rise = rng.uniform(0.75, 1.1);
      make.feature(rise > 0.95 ? 'with a tall handle' : 'with a low handle');
      make.add(new TorusGeometry(side, 0.09, 7, 28, Math.PI), main, {
        at: [0, height, 0],
        stretch: [1, rise / side, 1.3],
      });
      if (rng.chance(0.25)) {
        const bow = make.accent();
        for (const x of [-1, 1])
          make.add(ball(0.2, 10), bow, {
            at: [x * 0.22, height + rise + 0.06, 0.12],
            turn: [0, 0, x * 0.4],
            stretch: [1.15, 0.75, 0.6],
          });
        make.add(ball(0.12, 8), bow, { at: [0, height + rise + 0.04, 0.16] });
        make.feature(`with a ${bow.name} bow`);
      }
    }
    const wide = oval ? 1.35 : 1;
    const spots = (count: number, put: (x: number, z: number, i: number) => void) => {
      for (let i = 0; i < count; i++) {
        const r = 0.62 * Math.sqrt((i + 0.5) / count);
        put(r * Math.cos(i * 2.4) * wide, r * Math.sin(i * 2.4), i);
      }
    };
    const content = rng.pick(['eggs', 'fruit', 'bread', 'cloth', null, null] as const);
    if (content === 'eggs') {
      spots(9, (x, z) => {
        const shell = shadeOf(rng.pick(['red', 'yellow', 'blue', 'pink', 'white', 'turquoise']), rng);
        make.add(ball(0.22, 8), shell, { at: [x, height + 0.06, z], stretch: [1, 1.25, 1] });
      });
      make.feature('with coloured eggs');
    } else if (content === 'fruit') {
      spots(9, (x, z, i) => {
        const skin = [hsl(2, 85, 43), hsl(28, 98, 52), hsl(95, 60, 42)][i % 3];
        make.add(ball(0.26, 8), skin, { at: [x, height + 0.08, z] });
      });
      make.feature('with fruit');
    } else if (content === 'bread') {
      for (const [i, x] of [-0.35, 0, 0.35].entries())
        make.add(capsule(0.17, 0.7), hsl(30, 65, 42 + 6 * i), {
          at: [x * wide, height + 0.28, 0.1 - 0.1 * i],
          turn: [0.25 * (i - 1), 0, -0.5 * x],
        });
      make.feature('with bread');
    } else if (content === 'cloth') {
      const cloth = make.accent();
      make.add(ball(1, 20), cloth, { at: [0, height, 0], stretch: [0.82 * wide, 0.25, 0.82] });
      for (let i = 0; i < 4; i++) {
        const corner = body.inside({ turn: [0, (i * Math.PI) / 2 + Math.PI / 4, 0] });
        corner.add(box(0.5, 0.5, 0.05), cloth, {
          at: [0, height - 0.12, top + 0.09],
          turn: [-0.1, 0, Math.PI / 4],
        });
      }
      make.feature(`with a ${cloth.name} cloth`);
    }
  },
});
