import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { box, cone, faceted } from '../parts.ts';
import { rod } from '../rod.ts';

const SIDES = [0, 1, 2, 3].map((k) => (k * Math.PI) / 2);

export const pyramid = defineConcept({
  name: 'pyramid',
  synonyms: ['ziggurat', 'mayan temple', 'egyptian pyramid'],
  category: 'building',
  symmetry: null,
  natural: ['beige', 'beige', 'beige', 'yellow', 'orange'],
  usual: ['stone'],
  proportions: ['wide'],
  build(make) {
    const { rng, main } = make;
    const height = rng.uniform(1.05, 1.7);
    if (height > 1.55) make.adjective('tall');
    if (height < 1.15) make.adjective('flat');
    const stepped = rng.chance(0.45);
    make.adjective(stepped ? 'stepped' : 'smooth');
    const half = 1;
    const tip = !stepped && main.name !== 'golden' && rng.chance(0.3);
    const dark = main.name === 'black' ? hsl(48, 90, 62) : hsl(25, 40, 12);
    const solid = (wide: number, high: number) =>
      faceted(cone(wide * Math.SQRT2, high, 4).rotateY(Math.PI / 4));
    if (stepped) {
      const steps = rng.pick([4, 5, 6, 7]);
      for (let k = 0; k < steps; k++)
        make.add(
          box(2 * half * (1 - k / steps), height / steps, 2 * half * (1 - k / steps)),
          k % 2 ? make.shade(0.86) : main,
          {
            at: [0, (height * (k + 0.5)) / steps, 0],
          },
        );
      make.feature(`with ${['four', 'five', 'six', 'seven'][steps - 4]} steps`);
      if (rng.chance(0.5)) {
        // Stairs up each side, steep as the steps are.
        const length = Math.hypot(height, half) * 0.97;
        for (const turn of SIDES)
          make.inside({ turn: [0, turn, 0] }).add(box(0.34, 0.12, length), make.shade(0.66), {
            at: [0, height * 0.5 + 0.06, half * 0.53],
            turn: [Math.atan2(height, half), 0, 0],
          });
        make.feature('with stairs');
      }
      if (rng.chance(0.4)) {
        make.add(box(0.5, 0.3, 0.5), main, { at: [0, height + 0.1, 0] });
        make.add(box(0.6, 0.08, 0.6), make.shade(0.75), { at: [0, height + 0.28, 0] });
        for (const turn of SIDES)
          make
            .inside({ turn: [0, turn, 0] })
            .add(box(0.18, 0.22, 0.08), dark, { at: [0, height + 0.08, 0.24] });
        make.feature('with a shrine');
      }
    } else {
      make.add(solid(half, height), main, { at: [0, height / 2, 0] });
      // Courses of stone: thin slabs that stand out a little.
      if (make.has('lines', 0.6))
        for (let k = 1; k < 6; k++) {
          const wide = half * (1 - k / 6) + 0.02;
          make.add(box(2 * wide, 0.05, 2 * wide), make.shade(0.72), { at: [0, (height * k) / 6, 0] });
        }
      if (tip) {
        make.add(solid(half * 0.28, height * 0.28 + 0.02), hsl(45, 95, 50), {
          at: [0, height * 0.87 + 0.03, 0],
        });
        make.feature('with a golden tip');
      }
    }
    if (rng.chance(0.5)) {
      const front = half * (stepped ? 1 : 0.94);
      make.add(box(0.5, 0.42, 0.34), make.shade(0.85), { at: [0, 0.21, front - 0.1] });
      make.add(box(0.28, 0.32, 0.36), dark, { at: [0, 0.16, front - 0.08] });
      make.feature('with an entrance');
    }
    if (rng.chance(0.35)) {
      make.add(box(2.5, 0.1, 2.5), hsl(42, 70, main.name === 'beige' ? 58 : 72), { at: [0, -0.05, 0] });
      if (rng.chance(0.5)) {
        make.add(rod([1.05, 0, 1.05], [1.1, 0.5, 1.08], 0.06, 6), hsl(28, 50, 30));
        for (let k = 0; k < 5; k++) {
          const turn = (k * 2 * Math.PI) / 5;
          make.add(
            rod([1.1, 0.5, 1.08], [1.1 + 0.26 * Math.sin(turn), 0.44, 1.08 + 0.26 * Math.cos(turn)], 0.06, 5),
            hsl(125, 60, 30),
          );
        }
        make.feature('in the desert');
      } else make.feature('on sand');
    }
  },
});
