import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cylinder } from '../parts.ts';
import { limb } from '../rod.ts';

const HAIR = {
  black: hsl(20, 20, 8),
  brown: hsl(24, 50, 22),
  blond: hsl(46, 80, 62),
  red: hsl(14, 85, 40),
  grey: hsl(0, 0, 66),
} as const;
const SKINS = [hsl(24, 70, 82), hsl(26, 60, 76), hsl(28, 52, 64), hsl(24, 45, 44), hsl(22, 42, 30)];

/** The colour of a person is that of the clothes. */
export const person = defineConcept({
  name: 'person',
  synonyms: ['man', 'woman', 'boy', 'girl', 'child', 'kid', 'human'],
  category: 'figure',
  natural: ['blue', 'blue', 'red', 'green', 'yellow', 'purple'],
  symmetry: 1,
  plurals: ['people', 'men', 'women', 'children'],
  wears: 0.2,
  build(make) {
    const { rng, main } = make;
    const skin = rng.pick(SKINS);
    const pose = rng.pick(['standing', 'standing', 'waving', 'walking'] as const);
    make.adjective(pose);
    const stride = pose === 'walking' ? rng.uniform(0.24, 0.34) : 0;
    const broad = rng.uniform(0.9, 1.2);
    const dressed = rng.chance(0.3);
    const trousers = dressed ? null : rng.chance(0.6) ? make.accent() : make.shade(0.65);
    const shoes = hsl(20, rng.uniform(10, 40), 14);

    for (const x of [-1, 1]) {
      const foot = [x * 0.19, 0.1, x * stride] as const;
      make.add(limb([x * 0.15, 0.72, 0], foot, 0.135), trousers ?? skin);
      make.add(ball(0.15, 10), shoes, { at: [foot[0], 0.06, foot[2] + 0.07], stretch: [1, 0.7, 1.5] });
    }
    make.add(cylinder(0.29, 0.26, 0.66, 16), main, { at: [0, 1.0, 0], stretch: [broad, 1, 0.75] });
    make.add(limb([-0.2 * broad, 1.28, 0], [0.2 * broad, 1.28, 0], 0.15), main);
    if (dressed) {
      make.add(cylinder(0.25, 0.52, 0.62, 16), main, { at: [0, 0.64, 0], stretch: [broad, 1, 0.85] });
      make.feature('in a dress');
    } else {
      make.add(cylinder(0.27, 0.27, 0.16, 16), trousers!, { at: [0, 0.72, 0], stretch: [broad, 1, 0.78] });
      if (trousers?.name) make.feature(`with ${trousers.name} trousers`);
    }
    const short = rng.chance(0.4);
    for (const x of [-1, 1]) {
      const shoulder = [x * 0.3 * broad, 1.26, 0] as const;
      const raised = pose === 'waving' && x < 0;
      const hand = raised
        ? ([x * 0.74, 1.78, 0.1] as const)
        : ([x * (0.24 + 0.28 * broad), 0.78, -x * stride + 0.06] as const);
      const elbow = shoulder.map((v, k) => v + 0.5 * (hand[k] - v)) as [number, number, number];
      make.add(limb(shoulder, elbow, 0.115), main);
      make.add(limb(elbow, hand, 0.1), short ? skin : main);
      make.add(ball(0.12, 8), skin, { at: hand });
    }
    if (short) make.feature('with short sleeves');

    const y = 1.74;
    make.add(cylinder(0.11, 0.12, 0.2, 10), skin, { at: [0, 1.42, 0] });
    make.add(ball(0.32, 16), skin, { at: [0, y, 0], stretch: [0.95, 1.05, 0.95] });
    for (const x of [-1, 1]) {
      make.add(ball(0.055, 8), hsl(20, 30, 8), { at: [x * 0.115, y + 0.04, 0.28] });
      make.add(ball(0.06, 8), skin, { at: [x * 0.3, y - 0.02, 0] });
    }
    make.add(ball(0.05, 8), skin, { at: [0, y - 0.05, 0.31] });
    const hair = rng.pick(Object.keys(HAIR) as (keyof typeof HAIR)[]);
    const beard = !dressed && rng.chance(0.2);
    if (beard) {
      make.add(ball(0.27, 12), HAIR[hair], { at: [0, y - 0.2, 0.09], stretch: [1, 0.72, 0.9] });
      make.feature(`with a ${hair} beard`);
    }
    make.add(box(0.16, 0.05, 0.06), hsl(355, 65, 48), { at: [0, y - 0.16, beard ? 0.33 : 0.28] });
    if (make.has('hair', 0.9)) {
      make.add(ball(0.345, 14), HAIR[hair], { at: [0, y + 0.1, -0.07], stretch: [1, 0.95, 0.95] });
      const long = dressed ? rng.chance(0.7) : !beard && rng.chance(0.25);
      if (long) make.add(limb([0, y, -0.16], [0, y - 0.42, -0.2], 0.25), HAIR[hair]);
      make.feature(`with ${long ? 'long ' : ''}${hair} hair`);
    }
    if (rng.chance(0.3)) {
      const belt = make.accent();
      make.add(cylinder(0.3, 0.3, 0.12, 16), belt, { at: [0, 0.8, 0], stretch: [broad, 1, 0.82] });
      make.feature(`with a ${belt.name} belt`);
    }
    make.head([0, y + 0.03, 0], 0.33, { at: [0, 1.42, 0], radius: 0.2 });
  },
});
