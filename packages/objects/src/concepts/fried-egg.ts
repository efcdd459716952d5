import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cylinder, planProfile, ring } from '../parts.ts';

export const friedEgg = defineConcept({
  name: 'fried egg',
  synonyms: ['sunny side up egg'],
  category: 'food',
  symmetry: null,
  natural: ['white'],
  never: ['yellow', 'golden'],
  materials: ['plush', 'wooden'],
  proportions: ['tall', 'wide', 'long'],
  build(make) {
    const { rng, main } = make;
    const yolks = rng.chance(0.3) ? 2 : 1;
    if (yolks === 2) make.feature('with two yolks');
    const under = rng.pick(['nothing', 'nothing', 'plate', 'toast', 'pan'] as const);
    const waves = rng.pick([3, 4, 5]);
    const wavy = under === 'toast' ? 0.05 : rng.uniform(0.03, 0.16);
    make.adjective(wavy > 0.1 ? 'wavy' : 'round');
    const shift = rng.uniform(0, 6);
    const outline = (size: number) =>
      Array.from({ length: 40 }, (_, i): [number, number] => {
        const a = (i / 40) * 2 * Math.PI;
        const r = size * (1 + wavy * (Math.sin(waves * a + shift) + 0.5 * Math.sin(2 * a + 2 * shift)));
        return [r * Math.cos(a) * (yolks === 2 ? 1.25 : 1), r * Math.sin(a)];
      });
    // Two steps, so that the white shows from the side.
    make.add(planProfile(outline(1), 0.16), main, { at: [0, 0.08, 0] });
    make.add(planProfile(outline(0.86), 0.12), main, { at: [0, 0.18, 0] });
    if (rng.chance(0.25)) {
      make.add(planProfile(outline(1.06), 0.08), hsl(28, 65, 38), { at: [0, 0.05, 0] });
      make.feature('with a crispy edge');
    }
    const yellow = hsl(rng.uniform(36, 48), 98, rng.uniform(50, 56));
    const size = rng.uniform(0.36, 0.46) * (yolks === 2 ? 0.85 : 1);
    for (let i = 0; i < yolks; i++)
      make.add(ball(size, 20), yellow, {
        at: [yolks === 2 ? (i - 0.5) * 1.05 : 0.08, 0.24, 0.04],
        stretch: [1, 0.85, 1],
      });
    if (rng.chance(0.25)) {
      for (let i = 0; i < 16; i++) {
        const a = i * 2.4;
        const r = 0.55 + 0.25 * Math.sin(3.3 * i);
        make.add(box(0.07, 0.06, 0.07), hsl(20, 20, 12), { at: [r * Math.cos(a), 0.26, r * Math.sin(a)] });
      }
      make.feature('with pepper');
    }
    const reach = yolks === 2 ? 1.7 : 1.45;
    if (under === 'plate') {
      const plate = make.pick(['white', 'blue', 'turquoise', 'red']);
      make.add(cylinder(reach, reach * 0.8, 0.12, 40), plate, { at: [0, -0.07, 0] });
      make.feature(`on a ${plate.name} plate`);
    } else if (under === 'toast') {
      make.add(box(2 * reach * 0.83, 0.26, 2), hsl(35, 70, 66), { at: [0, -0.13, 0] });
      make.add(box(2 * reach * 0.83 + 0.12, 0.2, 2.12), hsl(28, 60, 38), { at: [0, -0.14, 0] });
      make.feature('on toast');
    } else if (under === 'pan') {
      const iron = hsl(0, 0, main.name === 'black' ? 45 : 14);
      make.add(cylinder(reach, reach * 0.85, 0.14, 32), iron, { at: [0, -0.08, 0] });
      make.add(ring(reach, 0.1), iron, { at: [0, 0.04, 0] });
      make.add(box(1.3, 0.14, 0.3), iron, { at: [reach + 0.6, 0.04, 0] });
      make.feature('in a pan');
    }
  },
});
