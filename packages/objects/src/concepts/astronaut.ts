import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cone, cylinder } from '../parts.ts';
import { limb, rod } from '../rod.ts';

export const astronaut = defineConcept({
  name: 'astronaut',
  synonyms: ['spaceman', 'cosmonaut'],
  category: 'figure',
  symmetry: 1,
  natural: ['white', 'white', 'white', 'orange'],
  plurals: ['spacemen'],
  build(make) {
    const { rng, main } = make;
    const pose = rng.pick(['standing', 'waving', 'floating'] as const);
    make.adjective(pose);
    const trim = rng.chance(0.5) ? make.accent() : null;
    const joint = trim ?? make.shade(0.72);
    const stout = rng.uniform(0.95, 1.2);

    make.add(ball(0.42, 16), main, { at: [0, 1.02, 0], stretch: [stout, 1.1, 0.85] });
    const spread = pose === 'floating' ? 0.18 : 0;
    for (const x of [-1, 1]) {
      const foot = [x * (0.22 + spread), 0.14, -spread] as const;
      make.add(limb([x * 0.19, 0.72, 0], foot, 0.19), main);
      make.add(ball(0.2, 10), joint, { at: [foot[0], 0.06, foot[2] + 0.08], stretch: [1, 0.75, 1.35] });
      const raised = pose === 'floating' || (pose === 'waving' && x < 0);
      const shoulder = [x * 0.36 * stout, 1.24, 0] as const;
      const hand = raised
        ? ([x * 0.86, 1.62, 0.08] as const)
        : ([x * (0.34 + 0.28 * stout), 0.78, 0.1] as const);
      make.add(limb(shoulder, hand, 0.16), main);
      make.add(ball(0.17, 10), joint, { at: hand });
    }
    if (trim) make.feature(`with ${trim.name} gloves`);

    // The bubble helmet with its large visor is what tells it from a person.
    const y = 1.78;
    make.add(ball(0.47, 18), main, { at: [0, y, 0] });
    const visor = make.pick(['black', 'black', 'golden', 'blue', 'orange']);
    make.add(ball(0.4, 16), visor, { at: [0, y + 0.01, 0.16], stretch: [1, 0.82, 0.9] });
    make.feature(`with a ${visor.name} visor`);
    make.add(ball(0.06, 8), hsl(0, 0, 98), { at: [0.15, y + 0.14, 0.46], stretch: [1.3, 1, 0.6] });
    make.add(cylinder(0.3, 0.34, 0.14, 16), joint, { at: [0, 1.4, 0] });
    for (const x of [-1, 1])
      make.add(cylinder(0.13, 0.13, 0.1, 12), joint, { at: [x * 0.45, y, 0], turn: [0, 0, Math.PI / 2] });

    if (make.has('life support', 0.85)) {
      make.add(box(0.7, 0.8, 0.3), make.shade(0.82), { at: [0, 1.12, -0.46] });
      if (rng.chance(0.35)) {
        for (const x of [-0.2, 0.2]) {
          make.add(cylinder(0.13, 0.16, 0.34, 12), hsl(0, 0, 28), { at: [x, 0.6, -0.48] });
          make.add(cone(0.13, 0.42, 10), hsl(26, 100, 52), { at: [x, 0.26, -0.48], turn: [Math.PI, 0, 0] });
        }
        make.feature('with a jetpack');
      }
    }
    make.add(box(0.4, 0.24, 0.1), hsl(0, 0, 30), { at: [0, 1.1, 0.36] });
    for (const [x, hue] of [
      [-1, 0],
      [0, 50],
      [1, 210],
    ])
      make.add(ball(0.05, 8), hsl(hue, 90, 52), { at: [x * 0.12, 1.12, 0.42] });
    if (rng.chance(0.4)) {
      for (const x of [-0.26, 0.26])
        make.add(rod([x, 1.36, 0.2], [x * 0.55, 0.98, 0.42], 0.05, 8), hsl(0, 0, 22));
      make.feature('with air hoses');
    }
    if (rng.chance(0.25)) {
      make.add(rod([0.3, y + 0.3, -0.1], [0.4, y + 0.72, -0.12], 0.035, 6), hsl(0, 0, 30));
      make.add(ball(0.075, 8), hsl(0, 90, 46), { at: [0.4, y + 0.74, -0.12] });
      make.feature('with an antenna');
    }
  },
});
