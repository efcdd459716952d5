import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, capsule, cone, cylinder, torus, tube } from '../parts.ts';

export const cat = defineConcept({
  name: 'cat',
  synonyms: ['kitten', 'kitty'],
  category: 'animal',
  symmetry: 1,
  hypernyms: ['animal', 'pet'],
  natural: ['orange', 'orange', 'black', 'white', 'grey', 'brown'],
  build(make) {
    const { rng, main } = make;
    const fur = main;
    const paws = main.name !== 'white' && rng.chance(0.45) ? hsl(40, 15, 95) : fur;
    const sitting = rng.chance(0.5);
    make.adjective(sitting ? 'sitting' : 'standing');
    const fat = rng.uniform(0.85, 1.15);
    if (fat > 1.08) make.adjective('fat');
    const head = rng.uniform(0.34, 0.42);
    let at: readonly [number, number, number];
    if (sitting) {
      make.add(ball(1), fur, { at: [0, 0.36, -0.1], stretch: [0.42 * fat, 0.42, 0.46] });
      make.add(ball(1), fur, {
        at: [0, 0.62, 0.06],
        turn: [-0.2, 0, 0],
        stretch: [0.32 * fat, 0.5, 0.32],
      });
      for (const x of [-1, 1]) {
        make.add(cylinder(0.1, 0.1, 0.6, 12), fur, { at: [x * 0.16, 0.3, 0.3] });
        make.add(ball(0.13, 14), paws, { at: [x * 0.16, 0.06, 0.36], stretch: [1, 0.75, 1.3] });
        make.add(ball(0.14, 14), paws, { at: [x * 0.42 * fat, 0.06, 0.16], stretch: [1, 0.75, 1.5] });
      }
      at = [0, 1.12 + head * 0.25, 0.16];
    } else {
      make.add(capsule(0.3, 0.75), fur, {
        at: [0, 0.62, -0.1],
        turn: [Math.PI / 2, 0, 0],
        stretch: [fat, 1, 1],
      });
      for (const x of [-1, 1])
        for (const z of [0.32, -0.5]) {
          make.add(cylinder(0.1, 0.1, 0.5, 12), fur, { at: [x * 0.18, 0.3, z] });
          make.add(ball(0.125, 14), paws, { at: [x * 0.18, 0.05, z + 0.05], stretch: [1, 0.8, 1.25] });
        }
      at = [0, 0.95 + head * 0.3, 0.5];
    }
    const place = (x: number, y: number, z: number) =>
      [at[0] + x * head, at[1] + y * head, at[2] + z * head] as const;
    make.add(ball(head), fur, { at, stretch: [1.1, 0.95, 0.95] });
    const muzzle = main.name === 'white' ? hsl(340, 40, 88) : hsl(40, 20, 93);
    make.add(ball(head * 0.42, 16), muzzle, { at: place(0, -0.32, 0.72), stretch: [1.25, 0.8, 0.8] });
    make.add(ball(0.055, 12), hsl(345, 70, 68), { at: place(0, -0.12, 1.02) });
    const eye = main.name === 'green' ? hsl(50, 95, 60) : hsl(rng.pick([50, 95, 200]), 90, 62);
    for (const x of [-1, 1]) {
      make.add(ball(0.105, 12), eye, { at: place(x * 0.43, 0.2, 0.72), stretch: [1, 1, 0.7] });
      make.add(ball(0.058, 12), hsl(0, 0, 4), {
        at: place(x * 0.44, 0.2, 0.9),
        stretch: [0.8, 1.2, 0.7],
      });
      make.add(cone(head * 0.42, head * 0.95, 4), fur, {
        at: place(x * 0.62, 0.98, 0),
        turn: [0, 0, -x * 0.25],
        stretch: [1, 1, 0.6],
      });
      make.add(cone(head * 0.24, head * 0.62, 4), hsl(345, 70, 75), {
        at: place(x * 0.6, 0.9, 0.16),
        turn: [0, 0, -x * 0.25],
        stretch: [1, 1, 0.6],
      });
    }
    const up = rng.uniform(0.5, 1.0);
    const bend = rng.uniform(-0.3, 0.3);
    const root = sitting ? ([0.15, -0.45] as const) : ([0.7, -0.7] as const);
    const tip = [bend, root[0] + up, root[1] - 0.22] as const;
    make.add(
      tube(
        [
          [0, root[0], root[1]],
          [0, root[0] + 0.05, root[1] - 0.28],
          [bend * 0.5, root[0] + up * 0.55, root[1] - 0.42],
          tip,
        ],
        0.085,
      ),
      fur,
    );
    make.add(ball(0.12, 14), paws, { at: tip });
    if (paws !== fur) make.feature('with white paws');
    const neck = { at: place(0, -0.78, -0.12), radius: head * 0.72 };
    make.head(at, head, neck);
    if (rng.chance(0.3)) {
      const collar = make.accent();
      make.add(torus(neck.radius, 0.075), collar, { at: neck.at, turn: [Math.PI / 2.3, 0, 0] });
      make.feature(`with a ${collar.name} collar`);
    }
  },
});
