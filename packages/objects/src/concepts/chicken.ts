import { addEyes } from '../animal.ts';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cone, cylinder } from '../parts.ts';

export const chicken = defineConcept({
  name: 'chicken',
  synonyms: ['hen', 'rooster', 'cock', 'cockerel', 'poultry'],
  category: 'animal',
  symmetry: 1,
  natural: ['white', 'white', 'brown', 'brown', 'black'],
  build(make) {
    const { rng, main } = make;
    const sitting = rng.chance(0.3);
    make.adjective(sitting ? 'sitting' : 'standing');
    const fat = rng.uniform(0.9, 1.2);
    if (fat > 1.1) make.adjective('fat');
    const legs = sitting ? 0 : rng.uniform(0.25, 0.4);
    const y = legs + 0.42;
    const yellow = main.name === 'yellow' ? hsl(28, 100, 50) : hsl(46, 100, 52);
    const red = main.name === 'red' ? hsl(350, 80, 22) : hsl(355, 85, 45);
    if (!sitting)
      for (const x of [-0.17, 0.17]) {
        make.add(cylinder(0.055, 0.055, legs + 0.15, 8), yellow, { at: [x, (legs + 0.15) / 2, 0] });
        for (const turn of [-0.55, 0, 0.55])
          make.add(box(0.07, 0.06, 0.26), yellow, {
            at: [x + Math.sin(turn) * 0.12, 0.03, Math.cos(turn) * 0.12],
            turn: [0, turn, 0],
          });
      }
    make.add(ball(1, 18), main, { at: [0, y, 0], turn: [-0.3, 0, 0], stretch: [0.4 * fat, 0.43, 0.56] });
    make.add(cylinder(0.2, 0.34, 0.6, 16), main, { at: [0, y + 0.4, 0.36], turn: [0.2, 0, 0] });
    const tail = rng.chance(0.35) ? make.accent() : undefined;
    if (tail) make.feature(`with a ${tail.name} tail`);
    const plume = rng.uniform(0.5, 0.85);
    if (plume > 0.7) make.feature('with a big tail');
    for (const [x, turn] of [
      [-0.14, -0.5],
      [0.14, -0.5],
      [0, -0.15],
      [0, -0.9],
    ])
      make.add(ball(1, 12), tail ?? make.shade(0.8), {
        at: [x, y + 0.28 + plume * 0.32 * Math.cos(turn), -0.42 + plume * 0.5 * Math.sin(turn)],
        turn: [turn, 0, -x],
        stretch: [0.11, plume * 0.6, 0.17],
      });
    const spread = rng.chance(0.25);
    if (spread) make.feature('with spread wings');
    for (const x of [-1, 1])
      make.add(ball(1, 14), make.shade(0.8), {
        at: [x * (spread ? 0.6 : 0.37) * fat, y + (spread ? 0.16 : 0.02), -0.06],
        turn: [-0.3, 0, spread ? x * 2 : 0],
        stretch: [0.12, spread ? 0.36 : 0.26, 0.36],
      });
    const size = rng.uniform(0.26, 0.31);
    const head = make.inside({ at: [0, y + 0.72, 0.42], stretch: [size, size, size] });
    head.add(ball(1, 18), main);
    const comb = rng.uniform(0.3, 0.46);
    if (comb > 0.39) make.feature('with a big comb');
    for (const [z, up] of [
      [0.5, 0.9],
      [0.05, 1.15],
      [-0.42, 1],
    ])
      head.add(ball(comb, 10), red, { at: [0, up, z], stretch: [0.6, 1.2, 0.9] });
    head.add(ball(0.3, 10), red, { at: [0, -0.75, 0.85], stretch: [0.8, 1.4, 0.7] });
    head.add(cone(0.32, 0.75, 10), yellow, { at: [0, -0.12, 1.22], turn: [Math.PI / 2, 0, 0] });
    addEyes(head, [0.6, 0.25, 0.66], 0.24, { outwards: 0.6 });
    if (sitting && rng.chance(0.7)) {
      make.add(cylinder(0.66, 0.5, 0.3, 14), hsl(38, 55, 42), { at: [0, 0.05, 0] });
      make.feature('in a nest');
    }
    head.head([0, 0.1, 0], 1, { at: [0, -1.3, -0.2], radius: 1 });
  },
});
