import { LatheGeometry, Vector2 } from 'three';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cylinder, sideProfile, torus } from '../parts.ts';

const lathe = (profile: readonly (readonly [number, number])[], from = 0, angle = 2 * Math.PI) =>
  new LatheGeometry(
    profile.map(([r, y]) => new Vector2(r, y)),
    32,
    from,
    angle,
  );

export const pear = defineConcept({
  name: 'pear',
  synonyms: [],
  category: 'food',
  symmetry: null,
  round: true,
  natural: ['green', 'green', 'yellow'],
  build(make) {
    const { rng, main } = make;
    const neck = rng.uniform(0.95, 1.35);
    if (neck > 1.22) make.adjective('tall');
    const belly = rng.uniform(0.74, 0.86);
    if (belly > 0.82) make.adjective('round');
    const profile = [
      [0, -0.66],
      [0.2, -0.72],
      [0.5, -0.62],
      [0.76, -0.34],
      [0.8, 0],
      [0.68, 0.3],
      [0.45, 0.62],
      [0.34, 0.86],
      [0.26, 1],
      [0.13, 1.06],
      [0, 1.04],
    ].map(([r, y]) => [r < 0.5 ? r : (r * belly) / 0.8, y > 0 ? y * neck : y] as const);
    const halved = rng.chance(0.18);
    if (halved) {
      make.add(lathe(profile, Math.PI / 2, Math.PI), main);
      const outline = profile.map(([r, y]) => [r * 0.84, y * 0.87] as const);
      const mirrored = outline.map(([r, y]) => [-r, y] as const).reverse();
      // Seen from the side, the face is a profile along z: turned, it looks to the front.
      make.add(sideProfile([...outline, ...mirrored], 0.08), hsl(52, 70, 87), { turn: [0, Math.PI / 2, 0] });
      make.add(ball(0.3, 14), hsl(46, 60, 72), { at: [0, -0.1, 0.02], stretch: [0.9, 1.3, 0.2] });
      for (const x of [-1, 1])
        make.add(ball(0.1, 8), hsl(25, 60, 18), { at: [x * 0.11, -0.12, 0.06], stretch: [0.7, 1.4, 0.6] });
      make.adjective('halved');
    } else make.add(lathe(profile), main);
    make.add(ball(0.12, 10), hsl(25, 45, 16), { at: [0, -0.7, 0], stretch: [1, 0.5, 1] });
    const top = 1.02 * neck;
    const lean = rng.uniform(-0.35, 0.35);
    if (make.has('stem', 0.9)) {
      make.add(cylinder(0.09, 0.06, 0.5, 10), hsl(25, 50, 20), {
        at: [-Math.sin(lean) * 0.22, top + 0.2, 0],
        turn: [0, 0, lean],
      });
      const leaves = rng.pick([0, 1, 1, 2]);
      for (let i = 0; i < leaves; i++) {
        const side = i === 0 ? 1 : -1;
        make.add(ball(0.36, 14), main.name === 'green' ? hsl(125, 65, 20) : hsl(115, 60, 33), {
          at: [side * 0.34, top + 0.24, 0],
          turn: [0.3, 0, side * 0.35],
          stretch: [1, 0.28, 0.6],
        });
      }
      if (leaves > 0) make.feature(leaves === 1 ? 'with a leaf' : 'with two leaves');
    }
    if (!halved && rng.chance(0.2)) {
      const worm = make.accent();
      make.add(torus(0.17, 0.09, Math.PI), worm, { at: [0.12, 0.1, belly - 0.02], turn: [0, -0.7, 0] });
      make.add(ball(0.13, 12), worm, { at: [0.26, 0.08, belly + 0.12] });
      for (const x of [-0.06, 0.06])
        make.add(ball(0.04, 6), hsl(0, 0, 5), { at: [0.27 + x, 0.12, belly + 0.23] });
      make.feature('with a worm');
    }
    if (!halved && make.plain && main.natural && rng.chance(0.25)) {
      make.add(ball(0.5, 16), hsl(8, 75, 52), {
        at: [belly * 0.62, -0.05, -belly * 0.2],
        stretch: [0.52, 0.9, 0.8],
      });
      make.feature('with a red cheek');
    }
  },
});
