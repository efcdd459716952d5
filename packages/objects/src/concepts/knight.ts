import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cone, cylinder, planProfile } from '../parts.ts';
import { limb, rod } from '../rod.ts';

export const knight = defineConcept({
  name: 'knight',
  synonyms: ['warrior', 'paladin'],
  category: 'figure',
  symmetry: 1,
  natural: ['grey', 'grey', 'grey', 'black'],
  usual: ['metal'],
  build(make) {
    const { rng, main } = make;
    const joint = make.shade(0.7);
    const trim = make.accent();
    const dark = main.name === 'black' ? hsl(0, 0, 70) : hsl(0, 0, 6);
    const broad = rng.uniform(0.95, 1.2);
    for (const x of [-1, 1]) {
      make.add(limb([x * 0.18, 0.72, 0], [x * 0.22, 0.14, 0], 0.16), main);
      make.add(ball(0.15, 10), joint, { at: [x * 0.2, 0.44, 0.06] });
      make.add(ball(0.18, 10), main, { at: [x * 0.22, 0.06, 0.1], stretch: [0.9, 0.7, 1.5] });
      make.add(ball(0.21, 10), main, { at: [x * 0.42 * broad, 1.3, 0] });
    }
    make.add(cylinder(0.37, 0.28, 0.66, 16), main, { at: [0, 1.02, 0], stretch: [broad, 1, 0.8] });

    if (rng.chance(0.5)) {
      make.add(box(0.42, 0.95, 0.1), trim, { at: [0, 0.9, 0.28] });
      make.add(box(0.42, 0.95, 0.1), trim, { at: [0, 0.9, -0.27] });
      make.feature(`with a ${trim.name} tunic`);
    }
    make.add(cylinder(0.32, 0.32, 0.11, 16), hsl(25, 50, 22), {
      at: [0, 0.76, 0],
      stretch: [broad, 1, 1.05],
    });

    const y = 1.74;
    const pointed = rng.chance(0.35);
    make.add(cylinder(0.34, 0.31, 0.52, 18), main, { at: [0, y, 0] });
    if (pointed) {
      make.add(cone(0.34, 0.36, 18), main, { at: [0, y + 0.44, 0] });
      make.feature('with a pointed helmet');
    } else make.add(ball(0.34, 14), main, { at: [0, y + 0.25, 0], stretch: [1, 0.5, 1] });
    make.add(box(0.56, 0.1, 0.3), dark, { at: [0, y + 0.1, 0.2] });
    make.add(box(0.1, 0.56, 0.1), joint, { at: [0, y, 0.32] });
    for (const x of [-0.15, 0.15])
      for (const down of [-0.06, -0.18]) make.add(box(0.08, 0.05, 0.06), dark, { at: [x, y + down, 0.3] });
    if (make.has('plume', 0.75)) {
      const top = y + (pointed ? 0.6 : 0.4);
      for (const [lift, back, r] of [
        [0.04, 0, 0.13],
        [0.14, -0.14, 0.17],
        [0.06, -0.34, 0.18],
        [-0.14, -0.46, 0.14],
      ])
        make.add(ball(r, 10), trim, { at: [0, top + lift, back], stretch: [0.7, 1, 1] });
      make.feature(`with a ${trim.name} plume`);
    }

    const hands = [-1, 1].map((x) => [x * (0.36 + 0.3 * broad), 0.94, 0.3] as const);
    for (const [i, x] of [-1, 1].entries()) {
      make.add(limb([x * 0.42 * broad, 1.28, 0], hands[i], 0.13), main);
      make.add(ball(0.15, 10), joint, { at: hands[i] });
    }
    const [right, left] = hands;
    const weapon = rng.pick(['blade', 'blade', 'lance', 'none'] as const);
    if (weapon === 'blade') {
      const from = right[1];
      make.add(box(0.13, 0.9, 0.07), hsl(205, 12, 82), { at: [right[0], from + 0.64, right[2]] });
      make.add(cone(0.09, 0.2, 4), hsl(205, 12, 82), {
        at: [right[0], from + 1.18, right[2]],
        stretch: [1, 1, 0.5],
      });
      make.add(box(0.42, 0.09, 0.12), hsl(44, 85, 48), { at: [right[0], from + 0.2, right[2]] });
      make.add(
        rod([right[0], from - 0.24, right[2]], [right[0], from + 0.2, right[2]], 0.055, 8),
        hsl(25, 50, 22),
      );
      make.adjective('armed');
    } else if (weapon === 'lance') {
      make.add(rod([right[0], 0, right[2]], [right[0], 2.2, right[2]], 0.055, 8), hsl(28, 50, 32));
      make.add(cone(0.12, 0.32, 8), hsl(205, 10, 80), { at: [right[0], 2.3, right[2]] });
      make.feature('with a lance');
    }
    if (make.has('shield', 0.7)) {
      const paint = rng.chance(0.5) ? trim : make.accent();
      const badge = make.accent(paint.colour);
      const held = make.inside({ at: [left[0], left[1], left[2] + 0.16], turn: [Math.PI / 2, 0, 0] });
      const outline = (s: number) =>
        [
          [-0.34, -0.36],
          [0.34, -0.36],
          [0.34, 0.1],
          [0, 0.56],
          [-0.34, 0.1],
        ].map(([x, z]) => [x * s, z * s] as const);
      held.add(planProfile(outline(1), 0.1), hsl(0, 0, 82));
      held.add(planProfile(outline(0.84), 0.15), paint);
      held.add(box(0.1, 0.2, 0.62), badge, { at: [0, 0, 0.02] });
      held.add(box(0.44, 0.2, 0.1), badge, { at: [0, 0, -0.08] });
      make.feature(`with a ${paint.name} shield`);
    }
    if (rng.chance(0.3)) {
      const cape = make.accent();
      make.add(box(0.8 * broad, 1.16, 0.08), cape, { at: [0, 0.82, -0.42], turn: [0.14, 0, 0] });
      make.feature(`with a ${cape.name} cape`);
    }
  },
});
