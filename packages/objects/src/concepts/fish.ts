import { addEyes, band } from '../animal.ts';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cone, sideProfile } from '../parts.ts';

export const fish = defineConcept({
  name: 'fish',
  synonyms: ['goldfish', 'clownfish', 'salmon', 'tuna'],
  plurals: ['fishes'],
  category: 'animal',
  symmetry: 1,
  natural: ['orange', 'orange', 'blue', 'yellow', 'red', 'grey'],
  build(make) {
    const { rng, main } = make;
    const high = rng.uniform(0.4, 0.66);
    const long = 0.8;
    if (high > 0.58) make.adjective('round');
    if (high < 0.46) make.adjective('thin');
    const body = make.inside({ stretch: [rng.uniform(0.3, 0.38), high, long] });
    body.add(ball(1, 20).rotateX(Math.PI / 2), main);
    if (make.plain && rng.chance(0.4)) {
      const paint = make.pick(['white', 'white', 'black', 'yellow']);
      for (const at of [1.05, 1.75]) body.add(band(at, at + 0.32), paint);
      make.feature(`with ${paint.name} stripes`);
    }
    const accent = rng.chance(0.4) ? make.accent() : undefined;
    const fins = accent ?? make.shade(0.75);
    if (accent) make.feature(`with ${accent.name} fins`);
    const forked = rng.chance(0.55);
    make.feature(forked ? 'with a forked tail' : 'with a fan tail');
    const notch = forked ? -0.88 : -1.38;
    const wide = rng.uniform(0.42, 0.6);
    make.add(
      sideProfile(
        [
          [-0.62, 0.1],
          [-1.3, wide],
          [notch, 0],
          [-1.3, -wide],
          [-0.62, -0.1],
        ],
        0.12,
      ),
      fins,
    );
    const spiky = rng.chance(0.3);
    if (spiky) make.feature('with a spiky back');
    if (spiky)
      for (const z of [-0.36, -0.12, 0.12, 0.36])
        make.add(cone(0.12, 0.36, 8), fins, {
          at: [0, high * Math.sqrt(1 - (z / long) ** 2) + 0.1, z],
          turn: [-0.35, 0, 0],
          stretch: [0.7, 1, 1],
        });
    else
      make.add(
        sideProfile(
          [
            [0.3, high * 0.7],
            [-0.1, high + 0.3],
            [-0.42, high + 0.22],
            [-0.5, high * 0.6],
          ],
          0.12,
        ),
        fins,
      );
    make.add(
      sideProfile(
        [
          [0.05, -high * 0.8],
          [-0.34, -high - 0.2],
          [-0.42, -high * 0.6],
        ],
        0.1,
      ),
      fins,
    );
    for (const x of [-1, 1])
      make.add(ball(1, 12), fins, {
        at: [x * 0.42, -high * 0.3, 0.12],
        turn: [0.4, -x * 0.9, 0],
        stretch: [0.07, 0.16, 0.28],
      });
    const lips = rng.chance(0.4) ? hsl(345, 75, main.name === 'pink' ? 50 : 70) : make.shade(0.7);
    for (const y of [0.05, -0.07])
      make.add(ball(0.1, 10), lips, { at: [0, y - 0.05, long - 0.02], stretch: [1.5, 0.65, 0.8] });
    addEyes(make, [0.23, high * 0.28, 0.5], rng.uniform(0.12, 0.16), { outwards: 0.9 });
  },
});
