import { LatheGeometry, TorusGeometry, Vector2 } from 'three';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cylinder } from '../parts.ts';

export const pizza = defineConcept({
  name: 'pizza',
  synonyms: ['margherita', 'pepperoni pizza'],
  category: 'food',
  symmetry: null,
  round: true,
  natural: (rng) => hsl(rng.uniform(42, 47), rng.uniform(85, 98), rng.uniform(60, 68)),
  materials: ['golden', 'plush'],
  proportions: [],
  build(make) {
    const { rng, main } = make;
    const rim = rng.uniform(0.2, 0.3);
    if (rim > 0.27) make.adjective('thick');
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
      [0.86, 0.1],
    ]);
    make.add(crust, dough);
    make.add(
      round([
        [0, 0.12],
        [0.89, 0.12],
      ]),
      hsl(6, 85, 42),
    );
    make.add(
      round([
        [0, 0.17],
        [0.8, 0.17],
        [0.82, 0.11],
      ]),
      main,
    );
    if (gap > 0) {
      for (const side of [-1, 1]) {
        const cut = make.inside({ turn: [0, (side * gap) / 2, 0] });
        cut.add(box(0.02, 0.13, 0.95), hsl(40, 70, 76), { at: [0, 0.065, 0.48] });
      }
      make.feature(missing === 1 ? 'with a missing slice' : 'with two missing slices');
    }
    if (rng.chance(0.3)) {
      for (let i = missing > 0 ? 1 : 0; i < slices - missing; i++) {
        const cut = make.inside({ turn: [0, gap / 2 + i * slice, 0] });
        cut.add(box(0.05, 0.04, 0.94), hsl(20, 60, 28), { at: [0, 0.175, 0.47] });
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
    const put = (each: (x: number, z: number) => void, shift: number) => {
      for (const [r, angle] of places)
        each(
          (r - Math.abs(shift)) * Math.sin(angle + shift),
          (r - Math.abs(shift)) * Math.cos(angle + shift),
        );
    };
    const pepperoni = rng.chance(0.65);
    const olives = rng.chance(0.35);
    const basil = rng.chance(0.35);
    if (pepperoni) {
      const salami = hsl(rng.uniform(2, 10), 75, rng.uniform(34, 42));
      put((x, z) => make.add(cylinder(0.17, 0.17, 0.12, 12), salami, { at: [x, 0.18, z] }), 0);
      make.feature('with pepperoni');
    }
    if (olives) {
      put((x, z) => {
        make.add(new TorusGeometry(0.08, 0.045, 5, 10).rotateX(Math.PI / 2), hsl(100, 15, 12), {
          at: [x, 0.25, z],
        });
      }, 0.06);
      make.feature('with olives');
    }
    if (basil) {
      put((x, z) => {
        make.add(ball(0.15, 6), hsl(115, 60, 28), {
          at: [x, 0.23, z],
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
