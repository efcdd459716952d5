import { defineConcept } from '../concept.ts';
import { hsl, shadeOf } from '../palette.ts';
import { ball, capsule, cylinder, lathe, torus } from '../parts.ts';

const COUNTS = ['one scoop', 'two scoops', 'three scoops'];

export const iceCream = defineConcept({
  name: 'ice cream',
  synonyms: ['ice cream cone'],
  category: 'food',
  symmetry: null,
  round: true,
  natural: ['pink', 'white', 'beige', 'brown', 'yellow'],
  build(make) {
    const { rng, main } = make;
    const count = 1 + rng.int(3);
    const mixed = count > 1 && main.natural && make.plain && rng.chance(0.5);
    make.feature(`with ${COUNTS[count - 1]}`);

    const length = rng.uniform(1.2, 1.55);
    const rim = rng.uniform(0.48, 0.58);
    const wafer = hsl(rng.uniform(28, 36), rng.uniform(55, 75), rng.uniform(50, 60));
    const dark = wafer.clone().multiplyScalar(0.72);
    make.add(cylinder(rim, 0.05, length), wafer, { at: [0, -length / 2, 0] });
    for (const share of [0.3, 0.55, 0.8]) {
      const radius = rim * (1 - share) + 0.05 * share + 0.03;
      make.add(cylinder(radius + 0.01, radius - 0.01, 0.07), dark, { at: [0, -length * share, 0] });
    }
    make.add(cylinder(rim + 0.07, rim + 0.02, 0.2), dark, { at: [0, -0.08, 0] });

    let radius = rim * rng.uniform(1.05, 1.15);
    let y = radius * 0.55;
    let flavour = main.name;
    for (let i = 0; i < count; i++) {
      if (i > 0) {
        const previous = flavour;
        if (mixed)
          flavour = rng.pick(
            (['pink', 'white', 'beige', 'brown', 'yellow', 'green'] as const).filter(
              (name) => name !== previous,
            ),
          );
        y += radius * rng.uniform(1.2, 1.35);
        radius *= 0.92;
      }
      const colour = mixed && i > 0 ? shadeOf(flavour!, rng) : main;
      if (mixed && i > 0) make.feature(`with a ${flavour} scoop`);
      make.add(ball(radius, 20), colour, { at: [0, y, 0] });
      make.add(torus(radius * 0.82, radius * 0.18), colour, {
        at: [0, y - radius * 0.45, 0],
        turn: [Math.PI / 2, 0, 0],
      });
    }

    if (rng.chance(0.25)) {
      const outer = radius + 0.03;
      const profile = [1.25, 1, 0.75, 0.5, 0.25, 0].map((angle): [number, number] => [
        outer * Math.sin(angle),
        outer * Math.cos(angle),
      ]);
      make.add(lathe(profile), hsl(20, 60, 17), { at: [0, y, 0] });
      make.feature('with chocolate sauce');
    }
    if (rng.chance(0.3)) {
      for (let i = 0; i < 14; i++) {
        const angle = i * 2.4;
        const polar = 0.35 + (i / 14) * 0.95;
        make.add(ball(0.07, 8), shadeOf(rng.pick(['red', 'yellow', 'green', 'blue', 'white']), rng), {
          at: [
            radius * Math.sin(polar) * Math.cos(angle),
            y + radius * Math.cos(polar),
            radius * Math.sin(polar) * Math.sin(angle),
          ],
        });
      }
      make.feature('with sprinkles');
    }
    if (rng.chance(0.4)) {
      make.add(ball(0.17, 16), hsl(354, 90, 40), { at: [0, y + radius + 0.09, 0] });
      make.feature('with a cherry');
    } else if (rng.chance(0.35)) {
      make.add(capsule(0.09, 0.6), hsl(22, 50, 22), {
        at: [0.25, y + radius, 0],
        turn: [0, 0, -0.4],
      });
      make.feature('with a flake');
    }
  },
});
