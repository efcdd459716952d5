import { addEyes, addLegs, coarseCapsule } from '../animal.ts';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cone, cylinder, tube } from '../parts.ts';

export const horse = defineConcept({
  name: 'horse',
  synonyms: ['pony', 'stallion', 'mare', 'foal'],
  category: 'animal',
  symmetry: 1,
  natural: ['brown', 'brown', 'white', 'black', 'grey', 'beige'],
  build(make) {
    const { rng, main } = make;
    const legs = rng.uniform(0.5, 0.75);
    if (legs < 0.58) make.feature('with short legs');
    const y = legs + 0.22;
    const socks = rng.chance(0.35) && main.name !== 'white';
    if (socks) make.feature('with white feet');
    addLegs(make, main, {
      x: 0.2,
      front: 0.36,
      back: -0.44,
      height: legs + 0.12,
      radius: 0.1,
      feet: socks ? hsl(40, 10, 95) : hsl(20, 20, main.name === 'black' ? 45 : 12),
    });
    make.add(coarseCapsule(0.31, 0.66), main, { at: [0, y, -0.05], turn: [Math.PI / 2, 0, 0] });
    const grazing = rng.chance(0.2);
    make.adjective(grazing ? 'grazing' : 'standing');
    // The neck leans forwards from the chest; the head hangs from its end.
    const neck = make.inside({ at: [0, y + 0.06, 0.36], turn: [grazing ? 1.75 : 0.5, 0, 0] });
    neck.add(cylinder(0.16, 0.29, 0.8, 16), main, { at: [0, 0.38, 0] });
    const size = rng.uniform(1.15, 1.35);
    const head = neck.inside({
      at: [0, 0.82, 0.02],
      turn: [grazing ? 0.1 : 0.55, 0, 0],
      stretch: [size, size, size],
    });
    head.add(ball(0.22, 18), main, { stretch: [0.9, 1, 1.05] });
    head.add(cylinder(0.13, 0.2, 0.5, 14), main, { at: [0, -0.04, 0.26], turn: [Math.PI / 2, 0, 0] });
    const muzzle = make.shade(0.62);
    head.add(ball(0.155, 12), muzzle, { at: [0, -0.05, 0.52], stretch: [1, 1, 0.9] });
    for (const x of [-1, 1]) {
      head.add(ball(0.04, 8), hsl(0, 0, main.name === 'black' ? 60 : 8), { at: [x * 0.07, 0.02, 0.65] });
      head.add(cone(0.085, 0.28, 10), main, { at: [x * 0.12, 0.28, -0.08], turn: [-0.3, 0, -x * 0.2] });
    }
    addEyes(head, [0.14, 0.08, 0.15], 0.085, { outwards: 0.8 });
    if (rng.chance(0.4)) {
      head.add(coarseCapsule(0.05, 0.3), main.name === 'white' ? hsl(25, 50, 30) : hsl(0, 0, 96), {
        at: [0, 0.13, 0.3],
        turn: [Math.PI / 2 - 0.16, 0, 0],
      });
      make.feature('with a blaze');
    }
    const hair = rng.chance(0.7) ? make.pick(['black', 'white', 'brown', 'yellow']) : make.accent();
    make.feature(`with a ${hair.name} mane`);
    for (let i = 0; i < 6; i++)
      neck.add(ball(0.15, 10), hair, {
        at: [0, 0.1 + i * 0.165, -0.24 + i * 0.02],
        stretch: [0.6, 1, 0.9],
      });
    neck.add(ball(0.13, 10), hair, { at: [0, 1.04, 0.14], stretch: [0.8, 0.8, 1.1] });
    const back = -0.64;
    make.add(
      tube(
        [
          [0, y + 0.15, back],
          [0, y + 0.12, back - 0.2],
          [0, y - 0.2, back - 0.3],
          [0, y - 0.5, back - 0.24],
        ],
        0.1,
      ),
      hair,
    );
    make.add(cone(0.1, 0.25, 12), hair, { at: [0, y - 0.6, back - 0.22], turn: [Math.PI, 0, 0] });
    if (rng.chance(0.4)) {
      const saddle = make.accent();
      make.add(cylinder(0.34, 0.34, 0.34, 20), saddle, {
        at: [0, y + 0.005, -0.05],
        turn: [Math.PI / 2, 0, 0],
        stretch: [1, 1, 1],
      });
      make.add(box(0.3, 0.14, 0.1), saddle, { at: [0, y + 0.38, -0.2] });
      make.feature(`with a ${saddle.name} saddle`);
    }
    head.head([0, 0, 0], 0.22, { at: [0, -0.3, -0.1], radius: 0.2 });
  },
});
