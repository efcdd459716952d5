import { defineConcept } from '../concept.ts';
import { addDrink, addLining } from '../cup.ts';
import { lathe, torus } from '../parts.ts';

export const mug = defineConcept({
  name: 'mug',
  synonyms: ['cup', 'coffee mug', 'coffee cup'],
  category: 'tableware',
  natural: ['blue', 'blue', 'red', 'white', 'yellow', 'green'],
  symmetry: null,
  round: true,
  build(make) {
    const { rng, main } = make;
    const accent = make.accent();
    const h = rng.uniform(0.85, 1.4);
    if (h > 1.25) make.adjective('tall');
    if (h < 0.97) make.adjective('wide');
    const bottom = rng.uniform(0.38, 0.5);
    const top = rng.chance(0.5) ? 0.5 : rng.uniform(0.5, 0.6);
    const belly = rng.chance(0.3) ? 0.08 : 0;
    const radius = (t: number) => bottom + (top - bottom) * t + belly * 4 * t * (1 - t);
    const wall = 0.08;
    const profile = [0, 0.2, 0.4, 0.6, 0.8, 1].map((t) => [radius(t), t * h] as const);
    make.add(lathe([[0, 0], ...profile, [top - wall, h]]), main);
    const lined = rng.chance(0.4);
    const inside = profile.map(([r, y]) => [r - wall, Math.max(y, wall)] as const);
    addLining(make, [[0, wall], ...inside], lined ? accent : main);
    const drink = rng.pick(['coffee', 'tea', 'milk', null, null] as const);
    if (drink) addDrink(make, drink, radius(0.85) - wall + 0.01, h * 0.85);
    const handle = !lined && rng.chance(0.35) ? accent : main;
    const reach = rng.uniform(0.26, 0.38) * h;
    // Both ends of the handle sink into the wall, however the wall leans.
    const low = radius(0.5 - reach / h);
    const high = radius(0.5 + reach / h);
    if (make.has('handle', 0.9)) {
      make.add(torus(0.32, rng.uniform(0.075, 0.095), Math.PI), handle, {
        at: [(low + high) / 2 - 0.04, h * 0.5, 0],
        turn: [0, 0, -Math.PI / 2 - Math.atan2(high - low, 2 * reach)],
        stretch: [reach / 0.32, rng.uniform(1, 1.25), 1.2],
      });
      if (handle !== main) make.feature(`with a ${handle.name} handle`);
    }
    if (make.plain && rng.chance(0.25)) {
      const paint = lined || handle !== main ? accent : make.accent();
      make.add(lathe([0.44, 0.5, 0.56].map((t) => [radius(t) + 0.015, t * h])), paint);
      make.feature(`with a ${paint.name} stripe`);
    }
  },
});
