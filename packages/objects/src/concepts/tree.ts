import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cone, cylinder } from '../parts.ts';

export const tree = defineConcept({
  name: 'tree',
  synonyms: ['pine', 'pine tree', 'oak', 'oak tree'],
  category: 'plant',
  symmetry: null,
  round: true,
  natural: ['green'],
  build(make) {
    const { rng, main } = make;
    const other = make.shade(0.78);
    const fir = rng.chance(0.4);
    const bark = hsl(rng.uniform(18, 30), rng.uniform(35, 55), rng.uniform(20, 32));
    const trunk = fir ? rng.uniform(0.4, 0.65) : rng.uniform(0.6, 1.1);
    const girth = rng.uniform(0.13, 0.2);
    make.add(cylinder(girth * 0.85, girth * 1.25, trunk + 0.4), bark, { at: [0, trunk / 2 - 0.2, 0] });
    let y = trunk;
    if (fir) {
      make.adjective('fir');
      const tiers = 2 + rng.int(3);
      const snow = rng.chance(0.2) && main.name !== 'white';
      const baubles = !snow && rng.chance(0.25);
      let radius = rng.uniform(0.65, 0.85);
      for (let i = 0; i < tiers; i++) {
        const height = radius * rng.uniform(1.1, 1.3);
        make.add(cone(radius, height), i % 2 ? other : main, { at: [0, y + height / 2, 0] });
        if (snow) {
          // Each tier shows only its lower part below the next one.
          const top = i === tiers - 1 ? 1 : 0.65;
          const snowy = cylinder(radius * (1 - top) + 0.02, radius * 0.7 + 0.02, height * (top - 0.3));
          make.add(snowy, hsl(200, 20, 96), { at: [0, y + (height * (top + 0.3)) / 2, 0] });
        }
        for (let k = 0; baubles && k < 5; k++) {
          const angle = ((k + i / 2) * 2 * Math.PI) / 5;
          const colour = hsl(
            ...rng.pick<[number, number, number]>([
              [0, 85, 45],
              [46, 90, 52],
              [220, 80, 50],
            ]),
          );
          make.add(ball(0.09, 8), colour, {
            at: [radius * 0.85 * Math.cos(angle), y + height * 0.15, radius * 0.85 * Math.sin(angle)],
          });
        }
        y += height * 0.55;
        radius *= 0.78;
        if (i === tiers - 1) y += height * 0.45;
      }
      if (snow) make.feature('with snow');
      if (baubles) make.feature('with baubles');
      if (rng.chance(0.2)) {
        make.add(cone(0.14, 0.2, 4), hsl(48, 100, 52), { at: [0, y + 0.16, 0] });
        make.add(cone(0.14, 0.2, 4), hsl(48, 100, 52), { at: [0, y - 0.03, 0], turn: [Math.PI, 0, 0] });
        make.feature('with a star');
      }
    } else {
      const tall = rng.uniform(0.85, 1.35);
      if (trunk > 0.95) make.adjective('tall');
      const crown = y + 0.45 * tall;
      const round = rng.chance(0.4);
      if (round) {
        make.adjective('round');
        make.add(ball(0.72), main, { at: [0, crown, 0], stretch: [1, tall, 1] });
      } else {
        make.add(ball(0.55), main, { at: [0, crown + 0.28, 0], stretch: [1, tall, 1] });
        const turn = rng.uniform(0, 6);
        for (let i = 0; i < 5; i++) {
          const angle = turn + (i * 2 * Math.PI) / 5;
          make.add(ball(rng.uniform(0.36, 0.48)), i % 2 ? other : main, {
            at: [0.42 * Math.cos(angle), crown - 0.12 + rng.uniform(-0.1, 0.1), 0.42 * Math.sin(angle)],
          });
        }
      }
      if (rng.chance(0.4)) {
        const [fruit, colour] = rng.pick([
          ['red apples', hsl(0, 85, 42)],
          ['oranges', hsl(28, 100, 52)],
          ['lemons', hsl(54, 100, 56)],
          ['pink blossoms', hsl(335, 85, 78)],
        ] as const);
        const reach = round ? 0.72 : 0.76;
        for (let i = 0; i < 12; i++) {
          const angle = i * 2.4;
          const up = -0.6 + (1.4 * i) / 11;
          const out = reach * Math.sqrt(1 - up * up);
          make.add(ball(0.11, 8), colour, {
            at: [out * Math.cos(angle), crown + up * 0.7 * tall, out * Math.sin(angle)],
          });
        }
        make.feature(`with ${fruit}`);
      }
    }
    if (rng.chance(0.25)) {
      make.add(cylinder(0.5, 0.6, 0.1), hsl(85, 50, 42), { at: [0, -0.35, 0] });
      make.feature('on grass');
    }
  },
});
