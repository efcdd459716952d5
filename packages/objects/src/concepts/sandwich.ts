import { defineConcept } from '../concept.ts';
import { hsl, shadeOf } from '../palette.ts';
import { ball, cylinder, planProfile } from '../parts.ts';

type Outline = readonly (readonly [number, number])[];

const TRIANGLE: Outline = [
  [-1.1, 0.5],
  [1.1, 0.5],
  [0, -0.6],
];
const TOAST: Outline = [
  [-0.75, 0.7],
  [0.75, 0.7],
  [0.75, -0.3],
  [0.86, -0.45],
  [0.84, -0.65],
  [0.65, -0.78],
  [0, -0.84],
  [-0.65, -0.78],
  [-0.84, -0.65],
  [-0.86, -0.45],
  [-0.75, -0.3],
];

export const sandwich = defineConcept({
  name: 'sandwich',
  synonyms: ['toastie', 'club sandwich', 'blt'],
  category: 'food',
  symmetry: null,
  natural: (rng) => hsl(rng.uniform(34, 40), rng.uniform(60, 75), rng.uniform(70, 78)),
  materials: ['golden', 'plush', 'wooden'],
  proportions: ['tall', 'short'],
  build(make) {
    const { rng, main } = make;
    const triangular = rng.chance(0.6);
    make.adjective(triangular ? 'triangular' : 'square');
    const outline = triangular ? TRIANGLE : TOAST;
    /** The outline grown from its middle; `front` keeps the cut face of triangles where it is. */
    const grown = (factor: number, front = factor) =>
      outline.map(([x, z]) => [x * factor, z > 0 ? z * front : z * factor] as const);
    const crust = make.shade(0.62);
    const layers = rng.chance(0.25) ? 2 : 1;
    if (layers === 2) make.adjective('double');
    const bread = rng.uniform(0.2, 0.27);
    let y = 0;
    const slice = () => {
      make.add(planProfile(outline, bread), main, { at: [0, y + bread / 2, 0] });
      // The crust runs round the slice, but for the face where a triangle was cut.
      const rim = triangular ? outline.map(([x, z]) => [x * 0.98, z - 0.06] as const) : grown(1.04);
      make.add(planProfile(rim, bread * 0.86), crust, { at: [0, y + bread / 2, 0] });
      y += bread;
    };
    const fill = (thick: number, colour: ReturnType<typeof hsl>, reach: number) => {
      make.add(planProfile(grown(reach, triangular ? 1.04 : reach), thick), colour, {
        at: [0, y + thick / 2, 0],
      });
      y += thick;
    };
    slice();
    const ham = rng.chance(0.55);
    const tomato = rng.chance(0.5);
    const lettuce = rng.chance(0.6) || (!ham && !tomato);
    for (let layer = 0; layer < layers; layer++) {
      if (lettuce) {
        const leaf = shadeOf('green', rng);
        for (let i = 0; i < 7; i++)
          make.add(ball(0.17, 8), leaf, {
            at: [(i / 3 - 1) * (triangular ? 0.85 : 0.7), y + 0.04, (triangular ? 0.5 : 0.68) + 0.02],
            stretch: [1, 0.5, 0.6],
          });
        fill(0.1, leaf, 1.09);
      }
      if (tomato) fill(0.12, hsl(4, 85, 46), 1);
      fill(0.09, hsl(46, 95, 56), 1.06);
      if (ham) fill(0.14, hsl(350, 65, 72), 1.03);
      slice();
    }
    if (lettuce) make.feature('with lettuce');
    if (tomato) make.feature('with tomato');
    if (ham) make.feature('with ham');
    if (rng.chance(0.3)) {
      make.add(cylinder(0.035, 0.035, 0.5, 8), hsl(36, 50, 60), { at: [0, y + 0.2, 0] });
      make.add(ball(0.14, 12), hsl(80, 55, 38), { at: [0, y + 0.42, 0] });
      make.feature('with an olive on a stick');
    }
    if (rng.chance(0.3)) {
      const plate = make.pick(['white', 'blue', 'turquoise']);
      make.add(cylinder(1.35, 1.1, 0.12, 36), plate, { at: [0, -0.07, 0] });
      make.feature(`on a ${plate.name} plate`);
    }
  },
});
