import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cone, cylinder, planProfile } from '../parts.ts';
import { limb, rod } from '../rod.ts';

const BEARDS = {
  white: hsl(0, 0, 96),
  grey: hsl(0, 0, 62),
  brown: hsl(24, 50, 24),
  orange: hsl(22, 85, 46),
} as const;
const RAYS = 5;
const OUTLINE = Array.from({ length: 2 * RAYS }, (_, i) => {
  const r = i % 2 === 0 ? 0.13 : 0.055;
  return [Math.sin((i * Math.PI) / RAYS) * r, -Math.cos((i * Math.PI) / RAYS) * r] as const;
});

export const wizard = defineConcept({
  name: 'wizard',
  synonyms: ['magician', 'sorcerer', 'witch', 'mage'],
  category: 'figure',
  symmetry: 1,
  natural: ['blue', 'blue', 'purple', 'purple', 'grey', 'red', 'green'],
  build(make) {
    const { rng, main } = make;
    const skin = hsl(26, 60, rng.pick([80, 74, 46]));
    const hem = rng.uniform(0.56, 0.72);
    make.add(cylinder(0.28, hem, 1.3, 20), main, { at: [0, 0.65, 0] });
    const belt = rng.chance(0.5) ? make.accent() : null;
    if (belt) {
      const r = hem + (0.28 - hem) * 0.56;
      make.add(cylinder(r + 0.02, r + 0.06, 0.13, 20), belt, { at: [0, 0.72, 0] });
      make.feature(`with a ${belt.name} belt`);
    }
    const y = 1.52;
    make.add(ball(0.3, 16), skin, { at: [0, y, 0] });
    for (const x of [-1, 1]) make.add(ball(0.05, 8), hsl(20, 30, 8), { at: [x * 0.11, y + 0.02, 0.27] });
    make.add(ball(0.075, 8), skin, { at: [0, y - 0.06, 0.31], stretch: [0.9, 0.9, 1.3] });

    if (make.has('beard', 0.85)) {
      const beard = rng.pick(
        (Object.keys(BEARDS) as (keyof typeof BEARDS)[]).filter((name) => name !== main.name),
      );
      const length = rng.uniform(0.5, 0.95);
      make.add(cone(0.27, length, 12), BEARDS[beard], {
        at: [0, y - 0.1 - length / 2, 0.26],
        turn: [Math.PI - 0.2, 0, 0],
        stretch: [1, 1, 0.7],
      });
      make.add(ball(0.29, 12), BEARDS[beard], { at: [0, y - 0.12, 0.02], stretch: [1.05, 0.7, 1] });
      make.feature(`with a ${length > 0.75 ? 'long ' : ''}${beard} beard`);
    }

    const peak = rng.uniform(0.75, 1.05);
    const lean = rng.uniform(-0.1, 0.1);
    const hat = make.inside({ at: [0, y + 0.2, 0], turn: [-0.08, 0, lean] });
    hat.add(cylinder(0.58, 0.58, 0.07, 20), main);
    hat.add(cone(0.35, peak, 18), main, { at: [0, peak / 2, 0] });
    const band = make.accent();
    hat.add(cylinder(0.33, 0.36, 0.13, 18), band, { at: [0, 0.09, 0] });
    make.feature(`with a ${band.name} hatband`);
    if (make.plain && main.name !== 'yellow' && rng.chance(0.5)) {
      const star = hsl(50, 100, 58);
      const lay = (angle: number, height: number, out: number, tilt: number, maker = make) =>
        maker.inside({ turn: [0, angle, 0] }).add(planProfile(OUTLINE, 0.06), star, {
          at: [0, height, out],
          turn: [Math.PI / 2 - tilt, 0, 0],
        });
      for (const angle of [0, 1.3, 2.6, 3.9, 5.2]) {
        lay(angle + 0.5, 0.26, hem - 0.06, 0.25);
        if (angle !== 1.3 && angle !== 3.9) lay(angle, peak * 0.42, 0.35 * 0.6, 0.34, hat);
      }
      make.adjective('starry');
    }

    const staff = rng.chance(0.65);
    for (const x of [-1, 1]) {
      const raised = staff && x < 0;
      const hand = raised ? ([-0.66, 1.1, 0.3] as const) : ([x * 0.5, 0.78, 0.34] as const);
      make.add(limb([x * 0.22, 1.2, 0], hand, 0.14), main);
      make.add(ball(0.12, 10), skin, { at: [hand[0], hand[1] - (raised ? 0 : 0.08), hand[2] + 0.08] });
    }
    if (staff) {
      const orb = make.accent();
      make.add(rod([-0.66, 0, 0.4], [-0.66, 1.75, 0.4], 0.055, 8), hsl(26, 55, 26));
      make.add(ball(0.16, 12), orb, { at: [-0.66, 1.86, 0.4] });
      make.feature(`with a staff with a ${orb.name} orb`);
    }
  },
});
