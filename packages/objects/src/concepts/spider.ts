import { addEyes, addSpot } from '../animal.ts';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cone, cylinder } from '../parts.ts';

export const spider = defineConcept({
  name: 'spider',
  synonyms: ['tarantula', 'black widow', 'arachnid'],
  category: 'animal',
  symmetry: 1,
  natural: ['black', 'black', 'brown', 'grey'],
  proportions: ['tall', 'short', 'wide'],
  build(make) {
    const { rng, main } = make;
    const fat = rng.uniform(0.38, 0.56);
    if (fat > 0.5) make.adjective('fat');
    const high = rng.uniform(0.35, 0.6);
    make.feature(high > 0.48 ? 'with high legs' : 'with low legs');
    const belly = make.inside({ at: [0, 0.5, -0.52], stretch: [fat, fat * 0.9, fat * 1.15] });
    belly.add(ball(1, 20), main);
    if (make.plain && rng.chance(0.5)) {
      const mark = make.pick(['red', 'red', 'yellow', 'white']);
      addSpot(belly, [0, 1, -0.1], 0.4, mark);
      addSpot(belly, [0, 0.55, -0.9], 0.34, mark);
      for (const x of [-1, 1]) addSpot(belly, [x, 0.6, -0.4], 0.26, mark);
      make.feature(`with ${mark.name} spots`);
    }
    const size = rng.uniform(0.31, 0.37);
    const head = make.inside({ at: [0, 0.48, 0.26], stretch: [size, size, size] });
    head.add(ball(1, 18), main);
    const many = rng.chance(0.4);
    addEyes(head, [0.38, 0.32, 0.85], many ? 0.24 : 0.32);
    if (many) {
      make.feature('with many eyes');
      addEyes(head, [0.3, 0.76, 0.62], 0.18);
      addEyes(head, [0.76, 0.55, 0.48], 0.16, { outwards: 0.7 });
    }
    if (rng.chance(0.5)) {
      for (const x of [-1, 1])
        head.add(cone(0.17, 0.6, 8), hsl(0, 0, 96), { at: [x * 0.26, -0.55, 0.85], turn: [Math.PI, 0, 0] });
      make.feature('with fangs');
    }
    const feet = rng.chance(0.35) ? make.accent() : undefined;
    if (feet) make.feature(`with ${feet.name} feet`);
    const legs = make.shade(0.75);
    const reach = rng.uniform(0.85, 1.05);
    for (const x of [-1, 1])
      for (const angle of [0.72, 0.22, -0.3, -0.85]) {
        // A leg rises to its knee and falls to the ground, in a vertical plane.
        const leg = make.inside({
          at: [0, 0.42, 0.04 + angle * 0.12],
          turn: [0, x > 0 ? -angle : Math.PI + angle, 0],
        });
        const knee = [reach * 0.56, high] as const;
        leg.add(cylinder(0.06, 0.075, Math.hypot(...knee), 8), legs, {
          at: [knee[0] / 2, knee[1] / 2, 0],
          turn: [0, 0, -Math.atan2(...knee)],
        });
        leg.add(ball(0.085, 8), legs, { at: [knee[0], knee[1], 0] });
        const [out, down] = [reach * 0.44, high + 0.42];
        leg.add(cylinder(0.065, 0.05, Math.hypot(out, down), 8), legs, {
          at: [knee[0] + out / 2, knee[1] - down / 2, 0],
          turn: [0, 0, Math.atan2(out, down)],
        });
        if (feet) leg.add(ball(0.09, 8), feet, { at: [reach, -0.4, 0] });
      }
    head.head([0, 0, 0], 1);
  },
});
