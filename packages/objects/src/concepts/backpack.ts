import { TorusGeometry } from 'three';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cylinder, torus, tube } from '../parts.ts';

export const backpack = defineConcept({
  name: 'backpack',
  synonyms: ['rucksack', 'school bag', 'knapsack'],
  category: 'clothing',
  natural: ['blue', 'blue', 'red', 'green', 'grey', 'black'],
  symmetry: 1,
  hypernyms: ['bag'],
  proportions: ['tall', 'wide'],
  build(make) {
    const { rng, main } = make;
    const dark = make.shade(0.72);
    const width = rng.uniform(1, 1.2);
    const height = rng.uniform(0.95, 1.2);
    const deep = rng.uniform(0.52, 0.64);
    const half = width / 2;
    const trim = make.accent();
    /** A slab with an arched top, as seen from the front. */
    const arched = (r: number, h: number, thick: number, arch: number, z: number, ink: typeof main) => {
      make.add(box(2 * r, h, thick), ink, { at: [0, h / 2, z] });
      make.add(cylinder(1, 1, thick, 16), ink, {
        at: [0, h, z],
        turn: [Math.PI / 2, 0, 0],
        stretch: [r, 1, arch],
      });
    };
    arched(half, height, deep, half * 0.66, 0, main);
    make.add(box(width + 0.05, 0.14, deep + 0.05), dark, { at: [0, 0.06, 0] });
    const crown = height + half * 0.66;
    make.add(new TorusGeometry(0.17, 0.06, 8, 20), trim, { at: [0, crown + 0.06, -deep * 0.2] });

    const front = deep / 2;
    const closed = rng.pick(['flap', 'zip'] as const);
    if (closed === 'flap') {
      make.add(box(width * 0.94, height * 0.46, 0.1), dark, { at: [0, height * 0.88, front + 0.03] });
      for (const x of [-0.24, 0.24]) {
        make.add(box(0.12, 0.46, 0.06), trim, { at: [x * width, height * 0.66, front + 0.09] });
        make.add(box(0.17, 0.12, 0.08), hsl(45, 70, main.name === 'yellow' ? 30 : 60), {
          at: [x * width, height * 0.62, front + 0.1],
        });
      }
      make.feature('with a flap');
    } else {
      make.add(torus(1, 0.09, Math.PI), trim, {
        at: [0, height * 0.9, front],
        stretch: [half * 0.84, half * 0.72, 0.8],
      });
      make.feature('with a zip');
    }
    make.feature(`with ${trim.name} straps`);
    const pocket = rng.chance(0.35) ? make.accent() : make.shade(0.85);
    if (make.has('pocket', 0.85)) {
      const h = height * 0.34;
      make.add(box(width * 0.7, h, 0.2), pocket, { at: [0, h / 2 + 0.12, front + 0.09] });
      make.add(box(width * 0.72, 0.08, 0.22), trim, { at: [0, h + 0.1, front + 0.09] });
      if (pocket.name) make.feature(`with a ${pocket.name} pocket`);
      else make.feature('with a pocket');
    }
    if (rng.chance(0.45)) {
      for (const x of [-1, 1])
        make.add(cylinder(0.19, 0.17, height * 0.4, 12), dark, { at: [x * half, height * 0.26, 0] });
      make.feature('with side pockets');
      if (rng.chance(0.5)) {
        const drink = make.accent();
        make.add(cylinder(0.12, 0.12, 0.36, 10), drink, { at: [half + 0.02, height * 0.52, 0] });
        make.add(cylinder(0.07, 0.07, 0.14, 10), hsl(0, 0, 95), {
          at: [half + 0.02, height * 0.52 + 0.24, 0],
        });
        make.feature(`with a ${drink.name} canteen`);
      }
    }
    // Straps over the wearer's shoulders, behind.
    for (const x of [-1, 1])
      make.add(
        tube(
          [
            [x * half * 0.4, crown - 0.14, -front + 0.05],
            [x * half * 0.46, height * 0.95, -front - 0.24],
            [x * half * 0.56, height * 0.5, -front - 0.26],
            [x * half * 0.78, 0.14, -front + 0.03],
          ],
          0.085,
        ),
        trim,
      );
    if (rng.chance(0.25)) {
      const roll = make.accent();
      const turn = [0, 0, Math.PI / 2] as const;
      make.add(cylinder(0.2, 0.2, width + 0.2, 14), roll, { at: [0, crown + 0.12, 0.08], turn });
      for (const x of [-0.28, 0.28])
        make.add(cylinder(0.22, 0.22, 0.1, 14), trim, { at: [x * width, crown + 0.12, 0.08], turn });
      make.feature(`with a ${roll.name} bedroll`);
    } else if (rng.chance(0.2)) {
      const badge = make.accent();
      make.add(ball(0.15, 14), badge, {
        at: [-half * 0.5, height * 1.02, front + 0.06],
        stretch: [1, 1, 0.5],
      });
      make.feature(`with a ${badge.name} badge`);
    }
  },
});
