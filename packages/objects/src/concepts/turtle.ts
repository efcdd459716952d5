import { addEyes, addSpot } from '../animal.ts';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cone, cylinder } from '../parts.ts';

export const turtle = defineConcept({
  name: 'turtle',
  synonyms: ['tortoise', 'sea turtle'],
  category: 'animal',
  symmetry: 1,
  hypernyms: ['reptile'],
  natural: ['green', 'green', 'green', 'brown'],
  build(make) {
    const { rng, main } = make;
    const high = rng.uniform(0.42, 0.66);
    if (high > 0.6) make.feature('with a high shell');
    if (high < 0.48) make.feature('with a flat shell');
    const brown = rng.chance(0.5) ? make.pick(['brown', 'brown', 'orange', 'yellow', 'red']) : undefined;
    const dome = brown ?? make.shade(0.75);
    if (brown) make.feature(`with a ${brown.name} shell`);
    const rim = make.shade(1);
    make.add(cylinder(0.74, 0.78, 0.16, 24), rim, { at: [0, 0.3, -0.1], stretch: [0.9, 1, 1.05] });
    make.add(cylinder(0.66, 0.5, 0.16, 20), hsl(48, 55, 70), { at: [0, 0.2, -0.1], stretch: [0.9, 1, 1.05] });
    const shell = make.inside({ at: [0, 0.32, -0.1], stretch: [0.63, high, 0.74] });
    shell.add(ball(1, 18), dome);
    const plates = brown ? hsl(28, 50, 18) : make.shade(0.42);
    if (!main.pattern && make.has('plates', 0.85)) {
      addSpot(shell, [0, 1, 0], 0.36, plates);
      const count = rng.pick([5, 6]);
      for (let i = 0; i < count; i++) {
        const angle = (2 * Math.PI * i) / count;
        addSpot(shell, [Math.sin(angle), 0.72, Math.cos(angle)], 0.28, plates);
      }
      make.feature('with dark plates');
    }
    const swimming = rng.chance(0.4);
    make.adjective(swimming ? 'swimming' : 'walking');
    for (const x of [-1, 1])
      for (const z of [-1, 1])
        if (swimming)
          make.add(ball(1, 14), main, {
            at: [x * (z > 0 ? 0.86 : 0.72), 0.22, z * 0.5 - 0.1],
            turn: [0, x * z * 0.6, -x * 0.2],
            stretch: [z > 0 ? 0.45 : 0.3, 0.1, 0.2],
          });
        else {
          make.add(cylinder(0.17, 0.18, 0.34, 12), main, { at: [x * 0.5, 0.1, z * 0.48 - 0.06] });
          make.add(ball(0.19, 10), main, { at: [x * 0.5, -0.04, z * 0.48], stretch: [1, 0.6, 1.25] });
        }
    const up = rng.uniform(0.15, 0.5);
    if (up > 0.36) make.feature('with a raised head');
    const size = rng.uniform(0.28, 0.34);
    make.add(cylinder(0.15, 0.18, 0.55, 14), main, {
      at: [0, 0.34 + up * 0.35, 0.72],
      turn: [1.25 - up, 0, 0],
    });
    const head = make.inside({ at: [0, 0.42 + up, 0.98], stretch: [size, size, size] });
    head.add(ball(1, 18), main, { stretch: [0.95, 0.9, 1.1] });
    addEyes(head, [0.55, 0.32, 0.72], 0.28, { outwards: 0.5 });
    make.add(cone(0.1, 0.34, 10), main, { at: [0, 0.22, -0.98], turn: [-Math.PI / 2 - 0.2, 0, 0] });
    head.head([0, 0, 0], 0.98, { at: [0, -0.55, -0.6], radius: 0.65 });
  },
});
