import { addDaisy, addPetals } from '../blossom.ts';
import { defineConcept } from '../concept.ts';
import type { Swatch } from '../look.ts';
import type { Maker } from '../maker.ts';
import { type ColourName, hsl, randomColour, shadeOf } from '../palette.ts';
import { ball, cylinder, lathe } from '../parts.ts';

const BLOSSOMS: readonly ColourName[] = ['red', 'pink', 'yellow', 'white', 'purple', 'blue'];

export const flowerPot = defineConcept({
  name: 'flower pot',
  synonyms: ['potted plant', 'flowerpot'],
  category: 'plant',
  symmetry: null,
  round: true,
  natural: (rng) => hsl(rng.uniform(12, 20), rng.uniform(55, 68), rng.uniform(42, 52)),
  materials: ['wooden', 'metal', 'stone', 'golden', 'glass'],
  build(make) {
    const { rng, main } = make;
    const wide = rng.uniform(0.52, 0.68);
    const height = rng.uniform(0.6, 0.9);
    if (rng.chance(0.3)) {
      make.adjective('round');
      const profile = [-1, -0.6, -0.2, 0.2, 0.6, 0.8].map((s): [number, number] => [
        wide * 1.1 * Math.sqrt(1.05 - (s * 0.8) ** 2),
        (s - 0.8) * height * 0.55,
      ]);
      make.add(lathe([[0, -height], ...profile]), main);
      make.add(cylinder(wide * 0.97, wide * 0.97, 0.12), main);
    } else {
      make.add(cylinder(wide, wide * rng.uniform(0.6, 0.8), height), main, { at: [0, -height / 2, 0] });
      make.add(cylinder(wide + 0.1, wide + 0.08, 0.2), main, { at: [0, -0.06, 0] });
    }
    make.add(cylinder(wide * 0.9, wide * 0.9, 0.04), hsl(22, 45, 15), { at: [0, 0.06, 0] });
    if (make.plain && rng.chance(0.3)) {
      const band = make.pick(['blue', 'white', 'yellow']);
      make.add(cylinder(wide * 1.08, wide * 1.05, 0.14), band, { at: [0, -height * 0.4, 0] });
      make.feature(`with a ${band.name} stripe`);
    }

    const green = shadeOf('green', rng);
    const blossom = randomColour(rng, BLOSSOMS);
    const addBlossom = (into: Maker, size: number, tulip: boolean) => {
      if (tulip) addTulip(into, size, blossom);
      else addDaisy(into, size, blossom, blossom.name === 'yellow' ? hsl(25, 60, 25) : hsl(46, 100, 52));
    };
    const plant = rng.uniform();
    if (plant < 0.2) {
      for (let i = 0; i < 9; i++) {
        const leaf = make.inside({ turn: [0, i * 2.4, 0] });
        const lean = 0.15 + 0.65 * (i / 8);
        leaf.add(ball(0.6, 14), i % 2 ? green : green.clone().multiplyScalar(0.75), {
          at: [0, 0.05 + 0.6 * Math.cos(lean), 0.6 * Math.sin(lean)],
          turn: [lean, 0, 0],
          stretch: [0.3, 1.1, 0.16],
        });
      }
      make.feature('with a green plant');
    } else {
      const tulip = rng.chance(0.3);
      const count = rng.pick([1, 1, 3, 4]);
      const stem = rng.uniform(0.6, 0.95);
      for (let i = 0; i < count; i++) {
        const stalk = make.inside({ turn: [0, ((i + 0.25) * 2 * Math.PI) / count, 0] });
        const tilted = stalk.inside({ turn: [count > 1 ? 0.45 : 0, 0, 0] });
        tilted.add(cylinder(0.055, 0.055, stem, 8), green, { at: [0, stem / 2, 0] });
        addBlossom(tilted.inside({ at: [0, stem, 0] }), count > 1 ? 0.36 : 0.52, tulip);
      }
      for (let i = 0; i < 4; i++) {
        const leaf = make.inside({ turn: [0, ((i + 0.5) * Math.PI) / 2, 0] });
        leaf.add(ball(0.32, 12), green, {
          at: [0, 0.2, 0.28],
          turn: [0.95, 0, 0],
          stretch: [0.5, 1.1, 0.22],
        });
      }
      const flowers = count === 1 ? `a ${blossom.name} flower` : `${blossom.name} flowers`;
      make.feature(`with ${flowers}`);
    }
  },
});

function addTulip(into: Maker, size: number, petals: Swatch) {
  into.add(ball(size * 0.62, 16), petals, { at: [0, size * 0.45, 0], stretch: [1, 1.05, 1] });
  addPetals(into, 3, ball(size * 0.5, 10), petals, {
    at: [0, size * 0.75, size * 0.4],
    turn: [0.2, 0, 0],
    stretch: [0.8, 1.3, 0.4],
  });
}
