import { TorusGeometry } from 'three';
import { defineConcept } from '../concept.ts';
import { addDrink, addLining } from '../cup.ts';
import { hsl } from '../palette.ts';
import { box, cylinder, lathe, ring } from '../parts.ts';

export const teacup = defineConcept({
  name: 'teacup',
  synonyms: ['cup and saucer', 'tea cup'],
  category: 'tableware',
  natural: ['white', 'white', 'blue', 'pink', 'green', 'yellow'],
  symmetry: null,
  round: true,
  proportions: ['tall', 'wide'],
  build(make) {
    const { rng, main } = make;
    const accent = make.accent();
    const flared = rng.chance(0.5);
    make.adjective(flared ? 'flared' : 'round');
    const h = rng.uniform(0.55, 0.75);
    const profile = (
      flared
        ? [
            [0.26, 0],
            [0.38, 0.12],
            [0.46, 0.4],
            [0.56, 0.75],
            [0.72, 1],
          ]
        : [
            [0.28, 0],
            [0.5, 0.14],
            [0.62, 0.42],
            [0.66, 0.72],
            [0.65, 1],
          ]
    ).map(([r, y]) => [r, 0.2 + y * h] as const);
    const rim = profile[4][0];
    make.add(lathe(profile), main);
    make.add(cylinder(0.24, 0.32, 0.16), main, { at: [0, 0.16, 0] });
    const lined = rng.chance(0.35);
    const inside = profile.map(([r, y], i) => [i === 4 ? r : r - 0.06, y + (i === 0 ? 0.06 : 0)] as const);
    addLining(make, [[0, 0.28], ...inside], lined ? accent : main);
    const drink = rng.pick(['tea', 'tea', 'coffee', 'milk', null] as const);
    if (drink) addDrink(make, drink, profile[3][0] - 0.03, profile[3][1] + 0.02);
    if (make.has('handle', 0.9)) {
      const handle = rng.chance(0.3) ? accent : main;
      make.add(new TorusGeometry(0.22, 0.07, 8, 24), handle, {
        at: [profile[2][0] + 0.2, 0.2 + h * 0.56, 0],
        stretch: [1.1, 1, 1.1],
      });
      if (handle !== main) make.feature(`with a ${handle.name} handle`);
    }
    const edged = rng.chance(0.35);
    if (edged) {
      const gilt = make.pick(['golden', 'golden', 'red', 'blue', 'black']);
      make.add(ring(rim, 0.045), gilt, { at: [0, 0.2 + h, 0] });
      make.add(ring(1.14, 0.05), gilt, { at: [0, 0.19, 0] });
      make.feature(`with a ${gilt.name} rim`);
    }

    // The saucer is what tells it from a mug.
    make.add(
      lathe([
        [0, 0],
        [0.5, 0],
        [0.62, 0.06],
        [1.15, 0.2],
        [1.13, 0.24],
        [0.6, 0.11],
        [0, 0.09],
      ]),
      main,
    );
    const beside = rng.uniform();
    if (beside < 0.3) {
      const spoon = main.name === 'grey' ? hsl(44, 80, 48) : hsl(210, 8, 66);
      const lying = make.inside({ at: [0, 0.27, 0.86], turn: [0, 0.25, 0.03] });
      lying.add(cylinder(0.05, 0.05, 0.8, 8), spoon, { at: [0.15, 0, 0], turn: [0, 0, Math.PI / 2] });
      lying.add(cylinder(0.15, 0.11, 0.07, 16), spoon, { at: [-0.34, 0, 0], stretch: [1.35, 1, 0.95] });
      make.feature('with a spoon');
    } else if (beside < 0.5) {
      const biscuit = hsl(30, 65, 50);
      make.add(cylinder(0.2, 0.2, 0.1, 16), biscuit, { at: [-0.55, 0.25, 0.68], turn: [0.15, 0, 0.1] });
      make.add(box(0.16, 0.14, 0.16), hsl(22, 60, 20), { at: [-0.55, 0.27, 0.68] });
      make.feature('with a biscuit');
    } else if (beside < 0.65) {
      const label = make.accent();
      make.add(box(0.2, 0.26, 0.05), label, { at: [0.16, 0.2 + h * 0.3, rim + 0.02], turn: [0.1, 0, 0.1] });
      make.add(box(0.05, h * 0.7, 0.05), hsl(0, 0, 92), {
        at: [0.14, 0.24 + h * 0.68, rim],
        turn: [0.15, 0, 0],
      });
      make.feature(`with a ${label.name} teabag`);
    }
  },
});
