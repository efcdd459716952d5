import { CapsuleGeometry, CatmullRomCurve3, type Color, TubeGeometry, Vector3 } from 'three';
import { defineConcept } from '../concept.ts';
import { hsl, shadeOf } from '../palette.ts';
import { ball, cylinder } from '../parts.ts';

const sausage = (radius: number, length: number) => new CapsuleGeometry(radius, length, 4, 12);

export const hotDog = defineConcept({
  name: 'hot dog',
  synonyms: ['hotdog', 'frankfurter'],
  category: 'food',
  symmetry: null,
  natural: (rng) => hsl(rng.uniform(28, 36), rng.uniform(60, 78), rng.uniform(50, 62)),
  materials: ['golden', 'plush'],
  proportions: ['tall', 'short'],
  build(make) {
    const { rng, main } = make;
    const length = rng.uniform(1.4, 2);
    if (length > 1.8) make.adjective('long');
    const lying = [0, 0, Math.PI / 2] as const;
    for (const side of [-1, 1])
      make.add(sausage(0.32, length * 0.9), main, {
        at: [0, 0.32, side * 0.3],
        turn: [side * 0.2, 0, Math.PI / 2],
        stretch: [1.15, 1, 1],
      });
    make.add(sausage(0.3, length * 0.9), main, { at: [0, 0.24, 0], turn: lying });
    const meat = hsl(rng.uniform(6, 16), rng.uniform(60, 75), rng.uniform(33, 42));
    const over = rng.uniform(0.15, 0.4);
    make.add(sausage(0.23, length + over), meat, { at: [0, 0.6, 0], turn: lying });
    for (const side of [-1, 1])
      make.add(ball(0.08, 8), meat.clone().multiplyScalar(0.7), {
        at: [side * ((length + over) / 2 + 0.22), 0.62, 0],
      });

    /** Squeezed along the top of the sausage in waves. */
    const sauce = (colour: Color, phase: number) => {
      const waves = 4;
      const points = Array.from({ length: 8 * waves + 1 }, (_, i) => {
        const t = i / (8 * waves);
        const z = 0.15 * Math.sin(2 * Math.PI * waves * t + phase);
        return new Vector3((t - 0.5) * length, 0.6 + Math.sqrt(0.25 ** 2 - z * z), z);
      });
      make.add(new TubeGeometry(new CatmullRomCurve3(points), 40, 0.065, 5), colour);
    };
    const mustard = rng.chance(0.65);
    const ketchup = rng.chance(mustard ? 0.3 : 0.6);
    if (mustard) sauce(hsl(50, 98, 54), 0);
    if (ketchup) sauce(hsl(0, 90, 45), Math.PI);
    if (mustard) make.feature('with mustard');
    if (ketchup) make.feature('with ketchup');
    if (rng.chance(0.35)) {
      const leaf = shadeOf('green', rng);
      for (let i = 0; i < 5; i++)
        for (const side of [-1, 1])
          make.add(ball(0.24, 8), i % 2 ? leaf : leaf.clone().multiplyScalar(1.25), {
            at: [(i / 4 - 0.5) * length, 0.6, side * 0.27],
            stretch: [1, 0.8, 0.4],
          });
      make.feature('with lettuce');
    }
    if (rng.chance(0.25)) {
      for (let i = 0; i < 14; i++) {
        const side = i % 2 ? 1 : -1;
        const angle = rng.uniform(0.4, 1.3);
        make.add(ball(0.05, 6), hsl(44, 70, 88), {
          at: [
            ((i + 0.5) / 14 - 0.5) * length,
            0.32 + 0.37 * Math.sin(angle),
            side * (0.3 + 0.33 * Math.cos(angle)),
          ],
        });
      }
      make.feature('with sesame seeds');
    }
    if (rng.chance(0.25)) {
      const paper = make.pick(['red', 'white', 'blue']);
      make.add(cylinder(0.74, 0.6, 0.24, 24), paper, { at: [0, 0.04, 0], stretch: [length * 0.78, 1, 1] });
      make.feature(`on a ${paper.name} tray`);
    }
  },
});
