import { LatheGeometry, Vector2 } from 'three';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cylinder, ring, sideProfile } from '../parts.ts';

export const pizza = defineConcept({
  name: 'pizza',
  synonyms: ['margherita'],
  category: 'food',
  symmetry: null,
  round: true,
  natural: (rng) => hsl(rng.uniform(42, 47), rng.uniform(85, 98), rng.uniform(60, 68)),
  materials: ['golden', 'plush'],
  proportions: [],
  build(make) {
    const { rng, main } = make;
    const rim = rng.uniform(0.28, 0.42);
    if (rim > 0.38) make.adjective('thick');
    /** Height of the cheese: a dome, so that it shows from the side too. */
    const height = (r: number) => rim * (1.15 - 0.5 * r * r);
    const baked = hsl(rng.uniform(28, 34), rng.uniform(60, 75), rng.uniform(48, 56));
    // Toppings hide the cheese, so a blue pizza needs a crust that is blue, too.
    const dough = main.natural && make.plain ? baked : make.shade(0.75);
    const missing = rng.pick([0, 0, 0, 1, 2]);
    const slices = rng.pick([6, 8]);
    const slice = (2 * Math.PI) / slices;
    const gap = missing * slice;
    /** A surface of revolution without the missing slices at +z. */
    const round = (profile: readonly (readonly [number, number])[]) =>
      new LatheGeometry(
        profile.map(([r, y]) => new Vector2(r, y)),
        40,
        gap / 2,
        2 * Math.PI - gap,
      );
    const crust = round([
      [0, 0],
      [1, 0],
      [1.08, rim * 0.4],
      [1.04, rim * 0.85],
      [0.97, rim],
      [0.9, rim * 0.85],
      [0.86, rim * 0.6],
    ]);
    make.add(crust, dough);
    const sauce = rim * 0.82;
    make.add(
      round([
        [0, sauce],
        [0.9, sauce],
      ]),
      hsl(6, 85, 42),
    );
    const cheese = [0.82, 0.6, 0.4, 0.2, 0].map((r) => [r, height(r)] as const);
    make.add(round([[0.84, sauce - 0.02], ...cheese]), main);
    /** An upright slab from the middle to the edge of the cheese, `raised` above it. */
    const slab = (width: number, raised: number) =>
      sideProfile([[0, sauce], [0.82, sauce], ...cheese.map(([r, y]) => [r, y + raised] as const)], width);
    if (gap > 0) {
      for (const side of [-1, 1]) {
        const cut = make.inside({ turn: [0, (side * gap) / 2, 0] });
        cut.add(box(0.02, sauce, 0.98), hsl(40, 70, 76), { at: [0, sauce / 2, 0.49] });
        cut.add(slab(0.02, 0), main);
      }
      make.feature(missing === 1 ? 'with a missing slice' : 'with two missing slices');
    }
    if (rng.chance(0.3)) {
      for (let i = missing > 0 ? 1 : 0; i < slices - missing; i++) {
        const cut = make.inside({ turn: [0, gap / 2 + i * slice, 0] });
        cut.add(slab(0.05, 0.025), hsl(20, 60, 28));
      }
      make.adjective('sliced');
    }

    // Every slice carries one of the outer places, and every other slice one of the inner.
    const places: [number, number][] = [];
    for (let i = 0; i < slices - missing; i++) {
      const angle = gap / 2 + (i + 0.5) * slice;
      places.push([0.6, angle]);
      if (i % 2) places.push([0.27, angle]);
    }
    const put = (each: (x: number, y: number, z: number) => void, shift: number) => {
      for (const [place, angle] of places) {
        const r = place - Math.abs(shift);
        each(r * Math.sin(angle + shift), height(r), r * Math.cos(angle + shift));
      }
    };
    const pepperoni = rng.chance(0.65);
    const olives = rng.chance(0.35);
    const basil = rng.chance(0.35);
    if (pepperoni) {
      const salami = hsl(rng.uniform(2, 10), 75, rng.uniform(34, 42));
      put((x, y, z) => make.add(cylinder(0.17, 0.17, 0.14, 12), salami, { at: [x, y + 0.01, z] }), 0);
      make.feature('with pepperoni');
    }
    if (olives) {
      put((x, y, z) => {
        make.add(ring(0.08, 0.045, 10), hsl(100, 15, 12), {
          at: [x, y + 0.08, z],
        });
      }, 0.06);
      make.feature('with olives');
    }
    if (basil) {
      put((x, y, z) => {
        make.add(ball(0.15, 6), hsl(115, 60, 28), {
          at: [x, y + 0.06, z],
          turn: [0, rng.uniform(0, 6), 0],
          stretch: [1, 0.3, 0.55],
        });
      }, -0.14);
      make.feature('with basil');
    }
    if (!pepperoni && !olives && !basil) make.adjective('plain');
    const under = rng.uniform();
    if (under < 0.15) {
      make.add(cylinder(1.25, 1.1, 0.1, 40), hsl(210, 10, 88), { at: [0, -0.06, 0] });
      make.feature('on a plate');
    } else if (under < 0.3) {
      make.add(cylinder(1.2, 1.2, 0.12, 40), hsl(25, 50, 30), { at: [0, -0.07, 0] });
      make.feature('on a board');
    }
  },
});
