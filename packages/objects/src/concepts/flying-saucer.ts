import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cone, cylinder, lathe, ring } from '../parts.ts';

export const flyingSaucer = defineConcept({
  name: 'flying saucer',
  synonyms: ['ufo', 'alien spaceship'],
  category: 'space',
  symmetry: null,
  round: true,
  natural: ['grey', 'grey', 'grey', 'white', 'green', 'purple'],
  proportions: ['wide'],
  build(make) {
    const { rng, main } = make;
    const r = rng.uniform(0.9, 1.05);
    const high = rng.uniform(0.22, 0.34);
    const deep = rng.uniform(0.16, 0.3);
    if (high + deep > 0.56) make.adjective('fat');
    if (high + deep < 0.44) make.adjective('flat');
    make.add(
      lathe([
        [0, -deep],
        [r * 0.4, -deep],
        [r * 0.8, -deep * 0.55],
        [r, 0],
        [r * 0.78, high * 0.5],
        [r * 0.48, high],
        [0, high],
      ]),
      main,
    );
    const rim = rng.chance(0.6) ? make.accent() : undefined;
    make.add(ring(r * 0.98, 0.07), rim ?? make.shade(0.65));
    if (rim) make.feature(`with a ${rim.name} rim`);

    const glass = make.pick(['turquoise', 'blue', 'green', 'yellow', 'pink']);
    const dome = r * rng.uniform(0.4, 0.52);
    make.feature(`with a ${glass.name} dome`);
    make.add(cylinder(dome * 1.1, dome * 1.16, 0.1, 28), make.shade(0.6), { at: [0, high, 0] });
    make.add(ball(dome, 20), glass, { at: [0, high + 0.02, 0], stretch: [1, rng.uniform(0.8, 1.1), 1] });
    if (rng.chance(0.35)) {
      const rod = hsl(0, 0, main.name === 'grey' || main.name === 'black' ? 80 : 25);
      make.add(cylinder(0.05, 0.05, 0.4, 8), rod, { at: [0, high + dome + 0.1, 0] });
      make.add(ball(0.1, 10), hsl(0, 90, 50), { at: [0, high + dome + 0.32, 0] });
      make.feature('with an antenna');
    }

    const light = make.accent();
    const lamps = rng.pick([6, 8, 10]);
    if (make.has('lights', 0.85)) {
      for (let i = 0; i < lamps; i++) {
        const angle = (2 * Math.PI * i) / lamps;
        make.add(ball(0.1, 8), light, {
          at: [Math.sin(angle) * r * 0.8, high * 0.48 + 0.02, Math.cos(angle) * r * 0.8],
          stretch: [1, 0.8, 1],
        });
      }
      make.feature(`with ${light.name} lights`);
    }
    const below = rng.pick(['legs', 'legs', 'beam', 'none'] as const);
    if (below === 'legs') {
      for (let i = 0; i < 3; i++) {
        const leg = make.inside({ turn: [0, (2 * Math.PI * i) / 3, 0] });
        leg.add(cylinder(0.065, 0.065, 0.6, 8), make.shade(0.6), {
          at: [0, -deep - 0.2, r * 0.55],
          turn: [-0.5, 0, 0],
        });
        leg.add(cylinder(0.14, 0.16, 0.09, 12), make.shade(0.6), { at: [0, -deep - 0.46, r * 0.7] });
      }
      make.feature('with three legs');
    } else if (below === 'beam') {
      make.add(cone(r * 0.6, 0.85, 24), hsl(52, 100, 72), { at: [0, -deep - 0.34, 0] });
      make.feature('with a beam');
    }
  },
});
