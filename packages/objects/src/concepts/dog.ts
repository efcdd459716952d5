import { addEyes, addLegs, addSpot, coarseCapsule } from '../animal.ts';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cone, cylinder } from '../parts.ts';

export const dog = defineConcept({
  name: 'dog',
  synonyms: ['puppy', 'doggy', 'hound'],
  category: 'animal',
  symmetry: 1,
  natural: ['brown', 'brown', 'beige', 'white', 'black', 'grey'],
  build(make) {
    const { rng, main } = make;
    const sitting = rng.chance(0.4);
    make.adjective(sitting ? 'sitting' : 'standing');
    const fat = rng.uniform(0.85, 1.2);
    if (fat > 1.1) make.adjective('fat');
    const long = !sitting && rng.chance(0.25) ? 0.3 : 0;
    if (long) make.adjective('long');
    const patch = make.plain && rng.chance(0.35) ? make.pick(['black', 'white']) : undefined;
    if (patch) make.feature(`with ${patch.name} patches`);
    const paws = patch ?? main;
    if (sitting) {
      make.add(ball(1, 18), main, { at: [0, 0.36, -0.16], stretch: [0.42 * fat, 0.4, 0.44] });
      make.add(ball(1, 18), main, {
        at: [0, 0.66, 0.02],
        turn: [-0.3, 0, 0],
        stretch: [0.32 * fat, 0.5, 0.31],
      });
      for (const x of [-1, 1]) {
        make.add(cylinder(0.11, 0.1, 0.62, 12), main, { at: [x * 0.17, 0.31, 0.26] });
        make.add(ball(0.14, 12), paws, { at: [x * 0.17, 0.09, 0.33], stretch: [1, 0.7, 1.3] });
        make.add(ball(0.15, 12), paws, { at: [x * 0.42 * fat, 0.09, 0.12], stretch: [1, 0.7, 1.5] });
      }
    } else {
      const middle = -0.08 - long / 2;
      make.add(coarseCapsule(0.29, 0.6 + long), main, {
        at: [0, 0.68, middle],
        turn: [Math.PI / 2, 0, 0],
        stretch: [fat, 1, 1],
      });
      addLegs(make, main, {
        x: 0.18,
        front: 0.26,
        back: -0.42 - long,
        height: 0.55,
        radius: 0.105,
        feet: paws,
        paws: true,
      });
      if (patch)
        make.add(ball(1, 12), patch, {
          at: [0.06, 0.76, middle - 0.1],
          stretch: [0.27 * fat, 0.24, 0.24],
        });
    }
    const neck = sitting ? ([0, 1.02, 0.16] as const) : ([0, 0.98, 0.34] as const);
    make.add(cylinder(0.19, 0.24, 0.4, 16), main, {
      at: [neck[0], neck[1] - 0.1, neck[2]],
      turn: [0.3, 0, 0],
    });
    const size = rng.uniform(0.31, 0.37);
    const head = make.inside({
      at: [0, neck[1] + size * 0.7, neck[2] + 0.12],
      stretch: [size, size, size],
    });
    head.add(ball(1, 18), main);
    const snout = rng.uniform(0.6, 0.85);
    head.add(coarseCapsule(0.44, snout), patch?.name === 'white' ? patch : main, {
      at: [0, -0.25, 0.75],
      turn: [Math.PI / 2, 0, 0],
      stretch: [1.1, 1, 0.9],
    });
    const nose = main.name === 'black' ? hsl(345, 60, 68) : hsl(0, 0, 6);
    head.add(ball(0.25, 12), nose, { at: [0, 0.02, 1.08 + snout / 2], stretch: [1.2, 0.9, 0.8] });
    if (rng.chance(0.5)) {
      head.add(ball(1, 12), hsl(350, 85, 62), {
        at: [0, -0.72, 0.9 + snout / 2],
        turn: [0.25, 0, 0],
        stretch: [0.22, 0.36, 0.1],
      });
      make.feature('with its tongue out');
    }
    if (patch) addSpot(head, [0.5, 0.3, 0.75], 0.42, patch);
    addEyes(head, [0.4, 0.32, 0.85], 0.19);
    const floppy = rng.chance(0.7);
    make.feature(`with ${floppy ? 'floppy' : 'pointed'} ears`);
    const ears = patch ?? make.shade(0.6);
    for (const x of [-1, 1])
      if (floppy)
        head.add(ball(1, 12), ears, {
          at: [x * 1.02, -0.05, -0.05],
          turn: [0, 0, x * 0.22],
          stretch: [0.2, 0.82, 0.46],
        });
      else
        head.add(cone(0.36, 0.95, 12), ears, {
          at: [x * 0.62, 1.05, -0.15],
          turn: [0, 0, -x * 0.3],
          stretch: [1, 1, 0.6],
        });
    if (make.has('tail', 0.92)) {
      const up = rng.uniform(0.3, 0.9);
      make.add(coarseCapsule(0.08, 0.42), main, {
        at: [0, sitting ? 0.42 : 0.98, sitting ? -0.7 : -0.72 - long],
        turn: [sitting ? -1.1 : -up, 0, 0],
      });
    }
    if (rng.chance(0.4)) {
      const collar = make.accent();
      make.add(cylinder(0.24, 0.27, 0.12, 20), collar, { at: neck, turn: [0.3, 0, 0] });
      make.feature(`with a ${collar.name} collar`);
    }
    head.head([0, 0, 0], 1, { at: [0, -0.85, -0.35], radius: 0.72 });
  },
});
