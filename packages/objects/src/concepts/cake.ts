import { type Color, CylinderGeometry } from 'three';
import { defineConcept } from '../concept.ts';
import type { Swatch } from '../look.ts';
import { hsl, randomColour, shadeOf } from '../palette.ts';
import { ball, box, cone, cylinder } from '../parts.ts';

export const cake = defineConcept({
  name: 'cake',
  synonyms: ['birthday cake'],
  category: 'food',
  symmetry: null,
  round: true,
  natural: ['white', 'pink', 'brown', 'beige'],
  build(make) {
    const { rng, main } = make;
    const trim = shadeOf(main.name === 'white' ? rng.pick(['pink', 'red', 'brown']) : 'white', rng);
    const sponge = main.name === 'brown' || rng.chance(0.2) ? hsl(24, 50, 36) : hsl(40, 75, 70);
    const naked = rng.chance(0.25);
    const tiers = rng.chance(0.65) ? 1 : 2 + rng.int(2);
    const gap = tiers === 1 && rng.chance(0.4) ? rng.uniform(0.7, 1.1) : 0;
    if (tiers > 1) make.adjective(tiers === 2 ? 'two-tier' : 'three-tier');

    let radius = 1;
    let y = 0;
    for (let tier = 0; tier < tiers; tier++) {
      if (tier > 0) radius *= rng.uniform(0.62, 0.7);
      const height = tiers === 1 ? rng.uniform(0.65, 0.95) : rng.uniform(0.4, 0.52);
      /** A disc of the tier between two shares of its height, without the missing slice at +z. */
      const disc = (r: number, from: number, to: number, colour: Swatch | Color = main) =>
        make.add(
          new CylinderGeometry(r, r, (to - from) * height, 40, 1, false, gap / 2, 2 * Math.PI - gap),
          colour,
          {
            at: [0, y + ((from + to) / 2) * height, 0],
          },
        );
      if (naked) {
        disc(radius * 0.96, 0, 0.36, sponge);
        disc(radius, 0.36, 0.52, trim);
        disc(radius * 0.96, 0.52, 0.82, sponge);
        disc(radius * 1.02, 0.82, 1);
      } else disc(radius, 0, 1);
      if (gap > 0) {
        for (const side of [-1, 1]) {
          const cut = make.inside({ at: [0, y, 0], turn: [0, (side * gap) / 2, 0] });
          cut.add(box(0.03, height * 0.94, radius * 0.95), sponge, {
            at: [0, height * 0.47, radius * 0.47],
          });
          cut.add(box(0.06, height * 0.16, radius * 0.95), trim, {
            at: [0, height * 0.46, radius * 0.47],
          });
        }
      }
      y += height;
      if (!naked) {
        const dollops = Math.round(14 * radius);
        for (let i = 0; i <= dollops; i++) {
          const angle = gap / 2 + 0.1 + ((2 * Math.PI - gap - 0.2) * i) / dollops;
          make.add(cone(0.13, 0.2, 8), trim, {
            at: [(radius - 0.12) * Math.sin(angle), y + 0.1, (radius - 0.12) * Math.cos(angle)],
          });
        }
      }
    }
    // What stands on top stays clear of the missing slice.
    const onTop = (count: number, put: (x: number, z: number) => void) => {
      for (let i = 0; i < count; i++) {
        const angle = count === 1 ? Math.PI : Math.PI + (2 * Math.PI - gap) * ((i + 0.5) / count - 0.5);
        const r = count === 1 ? (gap > 0 ? 0.3 * radius : 0) : 0.55 * radius;
        put(r * Math.sin(angle), r * Math.cos(angle));
      }
    };
    const top = rng.uniform();
    if (top < 0.6) {
      const count = tiers === 1 ? rng.pick([1, 3, 5, 6]) : 1;
      const wax = randomColour(rng, ['red', 'blue', 'yellow', 'green', 'white', 'pink']);
      const length = rng.uniform(0.4, 0.6);
      onTop(count, (x, z) => {
        make.add(cylinder(0.06, 0.06, length, 10), wax, { at: [x, y + length / 2, z] });
        make.add(cone(0.08, 0.22, 10), hsl(38, 100, 55), { at: [x, y + length + 0.1, z] });
      });
      make.feature(count === 1 ? `with a ${wax.name} candle` : `with ${wax.name} candles`);
    } else if (top < 0.85) {
      const count = tiers === 1 ? rng.pick([1, 4, 6]) : 1;
      const size = count === 1 ? 0.18 : 0.13;
      onTop(count, (x, z) => {
        make.add(ball(size, 16), hsl(354, 90, 40), { at: [x, y + size * 0.8, z] });
      });
      make.feature(count === 1 ? 'with a cherry' : 'with cherries');
    }
    if (gap > 0) make.feature('with a missing slice');
    if (rng.chance(0.35)) {
      make.add(cylinder(1.3, 1.2, 0.08), hsl(210, 10, 82), { at: [0, -0.04, 0] });
      make.feature('on a plate');
    }
  },
});
