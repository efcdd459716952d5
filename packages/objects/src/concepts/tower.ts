import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { box, cone, cylinder, faceted } from '../parts.ts';

/** A single old stone tower: with merlons or a pointed roof, where a lighthouse has its lantern. */
export const tower = defineConcept({
  name: 'tower',
  synonyms: ['watchtower', 'watch tower', 'skyscraper'],
  category: 'building',
  symmetry: null,
  natural: ['grey', 'grey', 'beige', 'brown', 'white'],
  usual: ['stone'],
  build(make) {
    const { rng, main } = make;
    const height = rng.uniform(1.6, 2.2);
    if (height > 2) make.adjective('tall');
    const r = rng.uniform(0.38, 0.5);
    const square = rng.chance(0.5);
    make.adjective(square ? 'square' : 'round');
    const dark = main.name === 'black' ? hsl(48, 90, 62) : hsl(220, 15, 11);
    const leaning = rng.chance(0.15);
    if (leaning) make.adjective('leaning');
    const body = make.inside({ turn: [0, 0, leaning ? rng.pick([-1, 1]) * rng.uniform(0.14, 0.2) : 0] });
    /** A course of the wall, `wide` times its radius. */
    const course = (wide: number, high: number, y: number, ink = main as ReturnType<typeof make.shade>) =>
      body.add(square ? box(r * 2 * wide, high, r * 2 * wide) : cylinder(r * wide, r * wide, high, 24), ink, {
        at: [0, y, 0],
      });
    course(1, height, height / 2);
    course(1.2, 0.2, 0.1, make.shade(0.8));
    const floors = rng.pick([1, 2, 3]);
    for (let k = 1; k < floors; k++) course(1.08, 0.09, (height * k) / floors, make.shade(0.8));
    make.feature(`with ${floors === 1 ? 'one floor' : `${floors === 2 ? 'two' : 'three'} floors`}`);
    course(1.26, 0.24, height + 0.06);

    const roofed = rng.chance(0.5);
    const peak = height + 0.18;
    if (roofed) {
      const roof = make.pick(['red', 'blue', 'green', 'brown', 'black', 'orange']);
      const rise = rng.uniform(0.7, 1.05);
      const out = r * 1.5;
      body.add(
        square ? faceted(cone(out * Math.SQRT2, rise, 4).rotateY(Math.PI / 4)) : cone(out, rise, 24),
        roof,
        { at: [0, peak + rise / 2, 0] },
      );
      make.feature(`with a ${roof.name} roof`);
    } else {
      const count = square ? 12 : 8;
      for (let k = 0; k < count; k++) {
        const turn = (2 * Math.PI * (k + 0.5)) / count;
        const [x, z] = [Math.sin(turn), Math.cos(turn)];
        const reach = (square ? 1 / Math.max(Math.abs(x), Math.abs(z)) : 1) * r * 1.14;
        body.add(box(0.2, 0.24, 0.2), main, {
          at: [x * reach, peak + 0.1, z * reach],
          turn: [0, square ? 0 : turn, 0],
        });
      }
      make.feature('with battlements');
    }
    if (rng.chance(0.4)) {
      const flag = make.pick(['red', 'blue', 'yellow', 'green', 'white']);
      const foot = roofed ? peak + 0.6 : height;
      body.add(cylinder(0.04, 0.04, 0.9, 6), hsl(28, 45, 26), { at: [0, foot + 0.45, 0] });
      body.add(box(0.46, 0.28, 0.06), flag, { at: [0.25, foot + 0.74, 0] });
      make.feature(`with a ${flag.name} flag`);
    }
    for (let k = 0; k < 4; k++) {
      const side = body.inside({ turn: [0, (k * Math.PI) / 2, 0] });
      for (const y of [0.48, 0.78]) side.add(box(0.16, 0.3, 0.1), dark, { at: [0, height * y, r] });
    }
    const door = make.pick(['brown', 'brown', 'red', 'blue', 'green', 'black']);
    body.add(box(0.36, 0.42, 0.16), door, { at: [0, 0.21, r * 1.12] });
    body.add(cylinder(0.18, 0.18, 0.16, 16), door, { at: [0, 0.42, r * 1.12], turn: [Math.PI / 2, 0, 0] });
    make.feature(`with a ${door.name} door`);
    if (rng.chance(0.35)) {
      const side = rng.pick([-1, 1]);
      for (const [y, size] of [
        [0.25, 0.5],
        [0.62, 0.4],
        [0.98, 0.28],
      ])
        body.add(box(0.1, 0.4, size), hsl(118, 50, 28), {
          at: [side * (r + 0.01), y, 0.02],
          turn: [0.2 * y, 0, 0],
        });
      make.feature('with ivy');
    }
  },
});
