import { addEyes, coarseCapsule } from '../animal.ts';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box } from '../parts.ts';

export const rabbit = defineConcept({
  name: 'rabbit',
  synonyms: ['bunny', 'hare', 'bunny rabbit'],
  category: 'animal',
  symmetry: 1,
  natural: ['white', 'white', 'grey', 'brown', 'beige'],
  build(make) {
    const { rng, main } = make;
    const upright = rng.chance(0.4);
    make.adjective(upright ? 'sitting' : 'crouching');
    const fat = rng.uniform(0.9, 1.25);
    if (fat > 1.14) make.adjective('fat');
    const pale = main.name === 'white' ? hsl(340, 45, 88) : hsl(40, 20, 95);
    const pink = main.name === 'pink' ? hsl(0, 0, 97) : hsl(345, 75, 76);
    const tail = upright ? ([0, 0.2, -0.48] as const) : ([0, 0.36, -0.78] as const);
    make.add(ball(0.19, 12), pale, { at: tail });
    if (upright) {
      make.add(ball(1, 18), main, { at: [0, 0.48, -0.05], stretch: [0.42 * fat, 0.56, 0.42] });
      if (rng.chance(0.5)) {
        make.add(ball(1, 12), pale, { at: [0, 0.46, 0.1], stretch: [0.3 * fat, 0.42, 0.33] });
        make.feature('with a light belly');
      }
      for (const x of [-1, 1]) {
        make.add(coarseCapsule(0.1, 0.24), main, { at: [x * 0.28, 0.62, 0.3], turn: [-0.9, 0, -x * 0.4] });
        make.add(ball(0.16, 12), main, { at: [x * 0.26, 0.1, 0.32], stretch: [0.9, 0.7, 1.7] });
      }
    } else {
      make.add(ball(1, 18), main, { at: [0, 0.42, -0.24], stretch: [0.42 * fat, 0.44, 0.54] });
      for (const x of [-1, 1]) {
        make.add(ball(0.27, 12), make.shade(0.88), {
          at: [x * 0.34 * fat, 0.28, -0.36],
          stretch: [0.6, 1, 1.1],
        });
        make.add(ball(0.14, 12), main, { at: [x * 0.34, 0.09, -0.1], stretch: [0.9, 0.7, 1.9] });
        make.add(ball(0.13, 12), main, { at: [x * 0.18, 0.1, 0.3], stretch: [0.9, 0.8, 1.4] });
      }
      make.add(coarseCapsule(0.19, 0.2), main, { at: [0, 0.4, 0.2], turn: [0.3, 0, 0] });
    }
    const size = rng.uniform(0.32, 0.38);
    const head = make.inside({
      at: upright ? [0, 1.2, 0.06] : [0, 0.92, 0.3],
      stretch: [size, size, size],
    });
    head.add(ball(1, 18), main, { stretch: [1, 0.95, 1] });
    for (const x of [-1, 1])
      head.add(ball(0.38, 12), pale, { at: [x * 0.26, -0.36, 0.78], stretch: [1, 0.8, 0.8] });
    head.add(ball(0.16, 10), hsl(345, 80, main.name === 'pink' ? 55 : 66), { at: [0, -0.1, 1.06] });
    if (rng.chance(0.45)) {
      head.add(box(0.3, 0.36, 0.14), hsl(0, 0, 100), { at: [0, -0.72, 0.9] });
      make.feature('with big teeth');
    }
    addEyes(head, [0.5, 0.26, 0.76], 0.2, { outwards: 0.5 });
    const long = rng.uniform(0.95, 1.45);
    const floppy = rng.chance(0.3);
    make.feature(`with ${floppy ? 'floppy' : long > 1.25 ? 'very long' : 'upright'} ears`);
    for (const x of [-1, 1]) {
      const ear = head.inside({
        at: floppy ? [x * 0.5, 0.8, -0.1] : [x * 0.42, 0.7, -0.15],
        turn: [floppy ? 0 : -0.1, 0, floppy ? -x * 2.5 : -x * rng.uniform(0.1, 0.35)],
      });
      ear.add(ball(1, 12), main, { at: [0, long * 0.85, 0], stretch: [0.34, long, 0.22] });
      ear.add(ball(1, 12), pink, {
        at: [0, long * 0.85, floppy ? 0.06 : 0.1],
        stretch: [0.2, long * 0.8, 0.2],
      });
    }
    head.head([0, 0, 0], 1, { at: [0, -0.8, -0.1], radius: 0.8 });
  },
});
