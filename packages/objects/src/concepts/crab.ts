import { addEyes, addSpot, smile } from '../animal.ts';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cone, cylinder } from '../parts.ts';

export const crab = defineConcept({
  name: 'crab',
  synonyms: ['crayfish', 'hermit crab', 'crustacean'],
  category: 'animal',
  symmetry: 1,
  natural: ['red', 'red', 'orange'],
  build(make) {
    const { rng, main } = make;
    const wide = rng.uniform(0.52, 0.72);
    if (wide > 0.66) make.adjective('wide');
    if (wide < 0.57) make.adjective('round');
    const shell = make.inside({ at: [0, 0.42, -0.05], stretch: [wide, 0.3, 0.46] });
    shell.add(ball(1, 18), main);
    const pale = main.name === 'white' || main.name === 'beige' ? hsl(28, 50, 60) : hsl(38, 70, 82);
    make.add(ball(1, 16), pale, { at: [0, 0.33, -0.02], stretch: [wide * 0.85, 0.24, 0.41] });
    if (make.plain && rng.chance(0.4)) {
      const spot = make.pick(['white', 'yellow', 'black']);
      for (const [x, z] of [
        [0, -0.1],
        [-0.6, 0.1],
        [0.6, 0.1],
        [-0.35, -0.7],
        [0.35, -0.7],
      ])
        addSpot(shell, [x, 0.75, z], 0.22, spot);
      make.feature(`with ${spot.name} spots`);
    }
    const stalk = rng.uniform(0.14, 0.36);
    make.feature(stalk > 0.25 ? 'with long eyestalks' : 'with short eyestalks');
    for (const x of [-0.2, 0.2])
      make.add(cylinder(0.06, 0.07, stalk + 0.14, 10), main, { at: [x, 0.62 + stalk / 2, 0.26] });
    addEyes(make, [0.2, 0.74 + stalk, 0.28], 0.14, { outwards: 0.15 });
    if (rng.chance(0.5)) {
      make.add(smile(0.34, 0.035), hsl(0, 60, main.name === 'black' ? 60 : 12), {
        at: [0, 0.52, 0.43],
        turn: [-0.2, 0, 0],
      });
      make.feature('with a smile');
    }
    const pairs = rng.pick([3, 4]);
    make.feature(`with ${pairs === 3 ? 'six' : 'eight'} legs`);
    for (const x of [-1, 1])
      for (let i = 0; i < pairs; i++) {
        const angle = 0.35 - i * (1.3 / (pairs - 1));
        const leg = make.inside({
          at: [x * wide * 0.72, 0.38, -0.08],
          turn: [0, x > 0 ? -angle : Math.PI + angle, 0],
        });
        leg.add(cylinder(0.06, 0.075, 0.42, 8), make.shade(0.85), {
          at: [0.18, 0.06, 0],
          turn: [0, 0, -1.2],
        });
        leg.add(cone(0.075, 0.55, 8), make.shade(0.75), {
          at: [0.46, -0.13, 0],
          turn: [0, 0, Math.PI + 0.35],
        });
      }
    const raised = rng.chance(0.5);
    make.feature(raised ? 'with raised claws' : 'with lowered claws');
    const dark = rng.chance(0.3) && main.name !== 'black';
    if (dark) make.feature('with dark claw tips');
    const odd = rng.chance(0.25);
    if (odd) make.feature('with one big claw');
    for (const x of [-1, 1]) {
      const size = odd && x > 0 ? 0.4 : 0.27;
      const wrist = raised ? ([wide + 0.24, 0.72, 0.42] as const) : ([wide + 0.12, 0.4, 0.62] as const);
      const from = [wide * 0.75, 0.42, 0.22] as const;
      const arm = [wrist[0] - from[0], wrist[1] - from[1], wrist[2] - from[2]];
      for (const t of [0.25, 0.7])
        make.add(ball(0.13, 10), main, {
          at: [x * (from[0] + arm[0] * t), from[1] + arm[1] * t, from[2] + arm[2] * t],
          stretch: [1.2, 1.1, 1.2],
        });
      // A claw: a palm and two fingers that point up, or forwards when lowered.
      const claw = make.inside({
        at: [x * wrist[0], wrist[1], wrist[2]],
        turn: [raised ? 0.15 : 1.1, 0, raised ? x * 0.25 : x * 0.4],
        stretch: [size, size, size],
      });
      claw.add(ball(1, 14), main, { at: [0, 0.3, 0], stretch: [0.95, 0.9, 0.6] });
      for (const finger of [-1, 1])
        claw.add(cone(finger * x < 0 ? 0.5 : 0.38, 1.5, 10), dark ? hsl(0, 0, 10) : main, {
          at: [finger * 0.52, 1.25, 0],
          turn: [0, 0, finger * 0.12],
          stretch: [1, 1, 0.75],
        });
    }
  },
});
