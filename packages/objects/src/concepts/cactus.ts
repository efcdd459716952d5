import { addDaisy } from '../blossom.ts';
import { defineConcept } from '../concept.ts';
import { hsl, randomColour, shadeOf } from '../palette.ts';
import { ball, capsule, cone, cylinder } from '../parts.ts';

export const cactus = defineConcept({
  name: 'cactus',
  synonyms: [],
  category: 'plant',
  symmetry: null,
  round: true,
  plurals: ['cacti', 'cactuses'],
  natural: ['green'],
  build(make) {
    const { rng, main } = make;
    const light = main.colour.clone().lerp(hsl(70, 60, main.name === 'white' ? 40 : 85), 0.45);
    const round = rng.chance(0.2);
    const radius = round ? rng.uniform(0.5, 0.6) : rng.uniform(0.23, 0.31);
    const height = round ? rng.uniform(0.9, 1.15) : rng.uniform(1.6, 2.1);
    if (round) {
      make.adjective('round');
      make.add(ball(radius), main, {
        at: [0, height / 2, 0],
        stretch: [1, height / 2 / radius, 1],
      });
    } else {
      make.add(capsule(radius, height - 2 * radius), main, { at: [0, height / 2, 0] });
    }
    if (rng.chance(0.6)) {
      for (let i = 0; i < 8; i++) {
        const rib = make.inside({ at: [0, height / 2, 0], turn: [0, (i * Math.PI) / 4, 0] });
        if (round) {
          rib.add(ball(radius * 1.05, 16), light, { stretch: [0.28, (height / 2 / radius) * 0.97, 1] });
        } else {
          rib.add(cylinder(0.05, 0.05, height - 2 * radius, 6), light, { at: [0, 0, radius] });
        }
      }
      make.adjective('ribbed');
    } else {
      const rows = round ? 5 : 7;
      for (let i = 0; i < rows * 5; i++) {
        const up = ((i % rows) + 0.5) / rows;
        const out = round ? radius * Math.sqrt(1 - (2 * up - 1) ** 2) : radius;
        const spine = make.inside({ turn: [0, Math.floor(i / rows) * 1.257 + (i % 2) * 0.6, 0] });
        spine.add(cone(0.05, 0.2, 5), hsl(48, 60, 90), {
          at: [0, round ? up * height : radius * 0.8 + up * (height - 1.8 * radius), out + 0.05],
          turn: [Math.PI / 2, 0, 0],
        });
      }
      make.feature('with spines');
    }
    const arms = round ? 0 : rng.pick([1, 2, 2, 2]);
    const first = rng.pick([-1, 1]);
    for (let i = 0; i < arms; i++) {
      const side = i === 0 ? first : -first;
      const thick = radius * rng.uniform(0.62, 0.75);
      const reach = radius + thick + rng.uniform(0.16, 0.3);
      const at = height * rng.uniform(0.3, 0.5);
      const length = rng.uniform(0.35, 0.65);
      make.add(capsule(thick, reach), main, {
        at: [(side * reach) / 2, at, 0],
        turn: [0, 0, Math.PI / 2],
      });
      make.add(capsule(thick, length), main, { at: [side * reach, at + length / 2, 0] });
    }
    if (arms > 0) make.feature(arms === 1 ? 'with one arm' : 'with two arms');
    if (rng.chance(0.4)) {
      const flower = randomColour(rng, ['pink', 'red', 'yellow', 'white']);
      const heart = flower.name === 'yellow' ? hsl(25, 60, 25) : hsl(48, 95, 55);
      addDaisy(make.inside({ at: [0, height, 0] }), 0.33, flower, heart);
      make.feature(`with a ${flower.name} flower`);
    }
    const base = rng.uniform();
    if (base < 0.45) {
      const terracotta = rng.chance(0.5);
      const pot = randomColour(rng, ['red', 'blue', 'white', 'yellow', 'purple', 'grey']);
      const colour = terracotta ? hsl(16, 60, 46) : pot.colour;
      const wide = round ? 0.52 : 0.45;
      make.add(cylinder(wide, wide * 0.72, 0.5), colour, { at: [0, -0.1, 0] });
      make.add(cylinder(wide + 0.08, wide + 0.08, 0.15), colour, { at: [0, 0.14, 0] });
      make.feature(terracotta ? 'in a pot' : `in a ${pot.name} pot`);
    } else if (base < 0.7) {
      make.add(ball(0.7), shadeOf('beige', rng), { at: [0, 0.02, 0], stretch: [1, 0.15, 1] });
      make.feature('on sand');
    }
  },
});
