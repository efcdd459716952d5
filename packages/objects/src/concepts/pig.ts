import { addEyes, addLegs, addSpot } from '../animal.ts';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cone, cylinder, tube } from '../parts.ts';

export const pig = defineConcept({
  name: 'pig',
  synonyms: ['piglet', 'piggy', 'hog', 'swine'],
  category: 'animal',
  symmetry: 1,
  natural: ['pink'],
  build(make) {
    const { rng, main } = make;
    const fat = rng.uniform(0.86, 1.16);
    if (fat > 1.05) make.adjective('fat');
    const legs = rng.uniform(0.28, 0.48);
    make.feature(legs > 0.38 ? 'with long legs' : 'with short legs');
    const muddy = rng.chance(0.3);
    if (muddy) make.feature('with muddy feet');
    const dark = make.shade(0.72);
    const y = legs + 0.38;
    addLegs(make, main, {
      x: 0.27 * fat,
      front: 0.3,
      back: -0.42,
      height: legs + 0.2,
      radius: 0.13,
      feet: muddy ? hsl(25, 50, 20) : dark,
    });
    const body = make.inside({ at: [0, y, -0.05], stretch: [0.48 * fat, 0.46, 0.68] });
    body.add(ball(1, 18), main);
    if (make.plain && rng.chance(0.35)) {
      const spot = make.pick(['black', 'brown', 'white']);
      for (const x of [-1, 1]) {
        addSpot(body, [x, 0.35, rng.uniform(-0.1, 0.5)], 0.38, spot);
        addSpot(body, [x * 0.8, 0.2, rng.uniform(-1, -0.6)], 0.3, spot);
      }
      make.feature(`with ${spot.name} spots`);
    }
    const size = rng.uniform(0.38, 0.43);
    const head = make.inside({ at: [0, y + 0.2, 0.62], stretch: [size, size, size] });
    head.add(ball(1, 18), main);
    head.add(cylinder(0.5, 0.54, 0.5, 20), dark, { at: [0, -0.16, 1.02], turn: [Math.PI / 2, 0, 0] });
    head.add(cylinder(0.46, 0.46, 0.06, 20), main, { at: [0, -0.16, 1.27], turn: [Math.PI / 2, 0, 0] });
    for (const x of [-1, 1]) {
      head.add(ball(0.13, 10), hsl(340, 50, main.name === 'black' ? 60 : 22), {
        at: [x * 0.2, -0.16, 1.28],
        stretch: [0.85, 1.35, 0.5],
      });
    }
    addEyes(head, [0.46, 0.38, 0.78], 0.18);
    const floppy = rng.chance(0.45);
    make.feature(`with ${floppy ? 'floppy' : 'pointed'} ears`);
    for (const x of [-1, 1])
      head.add(cone(0.4, 0.75, 10), dark, {
        at: floppy ? [x * 0.92, 0.5, 0.2] : [x * 0.68, 0.98, 0],
        turn: [floppy ? 0.5 : 0.1, 0, floppy ? -x * 2.4 : -x * 0.5],
        stretch: [1, 1, 0.45],
      });
    if (make.has('tail', 0.9)) {
      const curl = [0, 1, 2, 3, 4, 5, 6].map((i) => {
        const angle = (i * Math.PI) / 2;
        return [0.13 * Math.sin(angle), y + 0.18 - 0.13 * Math.cos(angle), -0.68 - i * 0.05] as const;
      });
      make.add(tube(curl, 0.05), dark);
    }
    head.head([0, 0, 0], 1, { at: [0, -0.6, -0.45], radius: 1.05 });
  },
});
