import { TorusGeometry } from 'three';
import { addEyes, addLegs } from '../animal.ts';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball } from '../parts.ts';

export const sheep = defineConcept({
  name: 'sheep',
  synonyms: ['lamb', 'ram', 'ewe'],
  category: 'animal',
  symmetry: 1,
  natural: ['white', 'white', 'white', 'beige', 'black'],
  build(make) {
    const { rng, main } = make;
    const lying = rng.chance(0.25);
    make.adjective(lying ? 'lying' : 'standing');
    const pale = main.name === 'black' || rng.chance(0.35);
    const skin = pale ? hsl(28, 45, 70) : hsl(20, 12, 14);
    make.feature(pale ? 'with a light face' : 'with a dark face');
    const legs = lying ? 0.05 : rng.uniform(0.35, 0.5);
    const y = legs + 0.42;
    addLegs(make, skin, {
      x: 0.24,
      front: 0.28,
      back: -0.36,
      height: legs + 0.2,
      radius: 0.105,
      feet: hsl(0, 0, pale ? 18 : 4),
    });
    const woolly = rng.chance(0.5);
    if (woolly) make.adjective('woolly');
    const curl = woolly ? 0.25 : 0.2;
    make.add(ball(1, 12), main, { at: [0, y, -0.05], stretch: [0.42, 0.42, 0.58] });
    for (const [height, count] of [
      [-0.5, 8],
      [0.1, 9],
      [0.7, 6],
    ])
      for (let i = 0; i < count; i++) {
        const angle = ((i + 0.5 + height) / count) * 2 * Math.PI;
        const r = Math.sqrt(1 - height * height) * 0.9;
        make.add(ball(curl, 7), main, {
          at: [Math.sin(angle) * r * 0.42, y + height * 0.36, -0.05 + Math.cos(angle) * r * 0.6],
        });
      }
    const size = 0.29;
    const head = make.inside({ at: [0, y + 0.28, 0.72], stretch: [size, size, size] });
    head.add(ball(1, 18), skin, { at: [0, -0.1, 0.1], turn: [0.5, 0, 0], stretch: [0.82, 1, 1.15] });
    head.add(ball(0.15, 10), hsl(345, 50, 60), { at: [0, -0.42, 1.1] });
    addEyes(head, [0.48, 0.2, 0.72], 0.21, { outwards: 0.5 });
    for (const x of [-1, 1])
      head.add(ball(1, 12), skin, {
        at: [x * 1.1, 0.05, -0.1],
        turn: [0, 0, -x * 0.35],
        stretch: [0.58, 0.27, 0.2],
      });
    if (make.has('wool on its head', 0.8))
      for (const [x, yy, z] of [
        [0, 0.9, 0.1],
        [-0.45, 0.75, -0.2],
        [0.45, 0.75, -0.2],
      ])
        head.add(ball(0.5, 8), main, { at: [x, yy, z] });
    if (rng.chance(0.35)) {
      for (const x of [-1, 1])
        head.add(new TorusGeometry(0.5, 0.2, 8, 16, 5), hsl(38, 45, 60), {
          at: [x * 1.1, 0.3, -0.25],
          turn: [0, Math.PI / 2, 0],
        });
      make.feature('with curled horns');
    }
    make.add(ball(0.17, 10), main, { at: [0, y + 0.05, -0.8] });
    if (rng.chance(0.25)) {
      const mark = make.accent();
      make.add(ball(0.17, 12), mark, { at: [0, y + 0.42, -0.2], stretch: [1.4, 0.9, 1.6] });
      make.feature(`with a ${mark.name} mark`);
    }
    head.head([0, 0.1, 0], 1.05, { at: [0, -0.5, -0.45], radius: 1 });
  },
});
