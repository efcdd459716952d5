import { addEyes, addSpot, smile } from '../animal.ts';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cylinder } from '../parts.ts';

export const octopus = defineConcept({
  name: 'octopus',
  synonyms: ['squid', 'kraken', 'cuttlefish'],
  plurals: ['octopuses', 'octopi'],
  category: 'animal',
  symmetry: 1,
  natural: ['purple', 'purple', 'orange', 'red', 'pink'],
  build(make) {
    const { rng, main } = make;
    const high = rng.uniform(0.46, 0.74);
    if (high > 0.66) make.feature('with a high head');
    if (high < 0.52) make.feature('with a round head');
    const y = 0.42 + high * 0.6;
    const head = make.inside({ at: [0, y, 0], stretch: [0.48, high, 0.46] });
    head.add(ball(1, 18), main);
    make.add(cylinder(0.36, 0.5, 0.4, 20), main, { at: [0, 0.34, 0] });
    if (make.plain && rng.chance(0.4)) {
      const spot = make.accent();
      for (const [x, up, z] of [
        [0.2, 1, 0.3],
        [-0.6, 0.7, 0.1],
        [0.8, 0.5, -0.2],
        [0, 0.6, -0.8],
        [-0.7, 0.1, -0.6],
        [0.6, -0.1, -0.8],
      ])
        addSpot(head, [x, up, z], 0.24, spot);
      make.feature(`with ${spot.name} spots`);
    }
    addEyes(make, [0.19, y + 0.02, 0.4], rng.uniform(0.13, 0.18), { outwards: 0.15 });
    const mouth = hsl(345, 60, main.name === 'black' ? 60 : 18);
    const mood = rng.pick(['smile', 'open', 'none'] as const);
    if (mood === 'smile') {
      make.add(smile(0.32, 0.04), mouth, { at: [0, y - 0.12, 0.46], turn: [0.15, 0, 0] });
      make.feature('with a smile');
    } else if (mood === 'open') {
      make.add(ball(0.1, 10), mouth, { at: [0, y - 0.26, 0.41], stretch: [1, 1.2, 0.6] });
      make.feature('with an open mouth');
    }
    const suckers = rng.chance(0.6);
    if (suckers) make.feature('with suckers');
    const pale = main.name === 'white' || main.name === 'beige' ? hsl(345, 60, 72) : hsl(35, 60, 88);
    const curl = rng.uniform(0.2, 0.9);
    make.feature(curl > 0.55 ? 'with curled arms' : 'with straight arms');
    const reach = rng.uniform(0.6, 0.8);
    for (let i = 0; i < 8; i++) {
      const arm = make.inside({ turn: [0, ((i + 0.5) * Math.PI) / 4, 0] });
      // Beads that shrink along a path out over the ground and up at the end.
      for (let k = 0; k < 5; k++) {
        const t = k / 4;
        const z = 0.32 + reach * Math.sin(t * (1 + curl * 0.9)) * 1.1;
        const up = 0.16 + 0.12 * (1 - t) + curl * 0.75 * t ** 3;
        const r = 0.2 - 0.1 * t;
        arm.add(ball(r, 7), main, { at: [0, up, z], stretch: [1, 1, 1.15] });
        if (suckers && k > 1)
          arm.add(ball(r * 0.6, 6), pale, { at: [0, up + r * 0.4 * curl * t, z + r * (0.5 + 0.35 * curl)] });
      }
    }
    make.head([0, y + high * 0.5, 0], 0.42, { at: [0, 0.42, 0], radius: 0.46 });
  },
});
