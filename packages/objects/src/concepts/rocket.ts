import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cone, cylinder, lathe, sideProfile } from '../parts.ts';

export const rocket = defineConcept({
  name: 'rocket',
  synonyms: ['spaceship', 'space rocket', 'rocket ship', 'space ship', 'spacecraft'],
  category: 'vehicle',
  symmetry: null,
  round: true,
  proportions: ['tall', 'short', 'wide'],
  natural: ['white', 'white', 'grey'],
  build(make) {
    const { rng, main } = make;
    const accent = make.accent();
    const r = rng.uniform(0.26, 0.42);
    if (r < 0.29) make.adjective('thin');
    if (r > 0.38) make.adjective('fat');
    const waist = rng.uniform(0.65, 1);
    const body = rng.uniform(0.9, 1.15);
    make.add(
      lathe([
        [0, 0],
        [r * waist, 0],
        [r * (0.6 + 0.4 * waist), body * 0.22],
        [r, body * 0.5],
        [r * 0.96, body * 0.8],
        [r * 0.82, body],
      ]),
      main,
    );
    const nose = rng.uniform(0.38, 0.6);
    const pointed = rng.chance(0.7);
    const noseColour = pointed ? accent : main;
    make.add(
      lathe([
        [r * 0.82, body],
        [r * 0.6, body + nose * 0.4],
        [r * 0.32, body + nose * 0.75],
        [0, body + nose],
      ]),
      noseColour,
    );
    if (pointed) make.feature(`with a ${accent.name} nose`);
    const finColour = rng.chance(0.6) ? accent : make.accent();
    const fins = rng.pick([3, 4, 4]);
    const reach = rng.uniform(0.28, 0.42);
    const boosters = rng.chance(0.25);
    const drop = rng.uniform(0.05, 0.25);
    for (let i = 0; i < fins; i++) {
      const angle = (2 * Math.PI * i) / fins;
      make.add(
        sideProfile(
          [
            [r * 0.5, 0.1],
            [r * waist + reach, -drop],
            [r * waist + reach, 0.14],
            [r * 0.9, 0.55],
            [r * 0.5, 0.5],
          ],
          0.1,
        ),
        finColour,
        { turn: [0, angle, 0] },
      );
      if (boosters) {
        const middle = angle + Math.PI / fins;
        const at = (y: number) => [Math.sin(middle) * (r + 0.06), y, Math.cos(middle) * (r + 0.06)] as const;
        make.add(cylinder(0.12, 0.12, 0.55), hsl(0, 0, 40), { at: at(0.25) });
        make.add(cone(0.12, 0.22), finColour, { at: at(0.63) });
      }
    }
    make.feature(`with ${finColour.name} fins`);
    if (boosters) make.feature('with boosters');
    if (rng.chance(0.7)) {
      const glass = hsl(198, 75, main.name === 'blue' || main.name === 'turquoise' ? 85 : 55);
      for (let i = 0; i < 4; i++) {
        const angle = (Math.PI / 2) * i;
        const place = (out: number) =>
          [Math.sin(angle) * r * out, body * 0.7, Math.cos(angle) * r * out] as const;
        const turn = [0, angle, 0] as const;
        make.add(ball(1, 16), hsl(0, 0, 25), {
          at: place(0.92),
          turn,
          stretch: [r * 0.44, r * 0.44, 0.06],
        });
        make.add(ball(1, 16), glass, { at: place(0.97), turn, stretch: [r * 0.3, r * 0.3, 0.06] });
      }
      make.feature('with round windows');
    }
    make.add(cylinder(r * waist * 0.6, r * waist * 0.85, 0.16), hsl(0, 0, 22), { at: [0, -0.06, 0] });
    if (rng.chance(0.4)) {
      make.add(cone(r * waist * 0.75, 0.5), hsl(24, 100, 52), {
        at: [0, -0.38, 0],
        turn: [Math.PI, 0, 0],
      });
      make.add(ball(r * waist * 0.77), hsl(50, 100, 58), { at: [0, -0.16, 0], stretch: [1, 0.4, 1] });
      make.feature('with a flame');
    }
  },
});
