import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cone, cylinder } from '../parts.ts';

export const duck = defineConcept({
  name: 'duck',
  synonyms: ['duckling', 'rubber duck'],
  category: 'animal',
  symmetry: 1,
  hypernyms: ['bird'],
  natural: ['yellow', 'yellow', 'white', 'brown'],
  build(make) {
    const { rng, main } = make;
    const long = rng.uniform(0.62, 0.8);
    const wide = rng.uniform(0.44, 0.56);
    const tall = rng.uniform(0.38, 0.46);
    if (wide > 0.53) make.adjective('fat');
    make.add(ball(1), main, { stretch: [wide, tall, long] });
    make.add(cone(0.2, 0.5), main, { at: [0, 0.26, -long * 0.88], turn: [-0.75, 0, 0] });
    const head = rng.uniform(0.3, 0.38);
    const neck = rng.uniform(0.05, 0.25);
    const y = tall + head * 0.45 + neck;
    const z = long * 0.55;
    const mallard = main.name === 'brown' && rng.chance(0.6);
    const top = mallard ? hsl(150, 60, 24) : main;
    if (mallard) make.feature('with a green head');
    make.add(cylinder(head * 0.65, head * 0.85, tall * 0.6 + neck * 1.4), top, {
      at: [0, tall * 0.7 + neck * 0.5, z],
    });
    make.add(ball(head), top, { at: [0, y, z] });
    const beak = hsl(main.name === 'orange' || main.name === 'red' ? 50 : rng.uniform(18, 28), 100, 50);
    make.add(ball(1), beak, {
      at: [0, y - head * 0.15, z + head * 1.1],
      stretch: [0.17, 0.085, rng.uniform(0.2, 0.3)],
    });
    const pupil = main.name === 'black' || mallard ? hsl(0, 0, 97) : hsl(0, 0, 5);
    for (const x of [-1, 1])
      make.add(ball(0.075, 12), pupil, { at: [x * head * 0.62, y + head * 0.28, z + head * 0.7] });
    const wing = rng.chance(0.4) ? make.accent() : null;
    const shade = make.shade(0.82);
    for (const x of [-1, 1])
      make.add(ball(1), wing ?? shade, {
        at: [x * wide * 0.88, 0.08, -0.08],
        turn: [0.25, 0, 0],
        stretch: [0.12, tall * 0.58, long * 0.56],
      });
    if (wing) make.feature(`with ${wing.name} wings`);
    if (rng.chance(0.4)) {
      for (const x of [-0.22, 0.22]) {
        make.add(cylinder(0.06, 0.06, 0.3), beak, { at: [x, -tall - 0.05, 0.02] });
        make.add(box(0.26, 0.07, 0.36), beak, { at: [x, -tall - 0.2, 0.12] });
      }
      make.feature('with feet');
    }
    make.head([0, y, z], head, { at: [0, tall * 0.78 + neck * 0.6, z], radius: head * 0.82 });
  },
});
