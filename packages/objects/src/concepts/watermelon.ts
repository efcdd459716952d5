import { CircleGeometry, type Color, LatheGeometry, Vector2 } from 'three';
import { defineConcept } from '../concept.ts';
import type { Swatch } from '../look.ts';
import type { Maker } from '../maker.ts';
import { hsl } from '../palette.ts';
import { ball, cylinder } from '../parts.ts';

const FULL = 2 * Math.PI;

export const watermelon = defineConcept({
  name: 'watermelon',
  synonyms: ['water melon', 'melon'],
  category: 'food',
  symmetry: null,
  natural: ['green'],
  proportions: ['tall', 'wide'],
  build(make) {
    const { rng } = make;
    const style = rng.uniform();
    const flesh = rng.chance(0.2) ? hsl(48, 95, 58) : hsl(rng.uniform(348, 360), 82, 55);
    if (style < 0.5) {
      const long = rng.uniform(1, 1.4);
      make.adjective(long > 1.25 ? 'oval' : 'round');
      const gap = rng.chance(0.4) ? rng.uniform(0.8, 1.2) : 0;
      // Its stripes run from stem to tip, which lies at the right.
      const lying = make.inside({ turn: [0, 0, -Math.PI / 2], stretch: [1, long, 1] });
      if (gap > 0) {
        // The gap of a rind lies at its own +z; turned about the stem it opens up and to the front.
        const open = lying.inside({ turn: [0, -0.5, 0] });
        addRind(open, gap / 2, FULL - gap);
        for (const side of [-1, 1]) addFace(open, flesh, (side * gap) / 2, Math.PI);
        make.feature('with a slice cut out');
      } else {
        addRind(lying, 0, FULL);
      }
      if (rng.chance(0.5)) {
        lying.add(cylinder(0.06, 0.09, 0.3, 8), hsl(40, 50, 25), { at: [0, -1.1, 0] });
        make.feature('with a stem');
      }
    } else if (style < 0.75) {
      // Half a fruit, its cut leaning back so that it faces the front and above.
      make.adjective('halved');
      const half = make.inside({ turn: [-0.75, 0, 0] });
      addRind(half, Math.PI / 2, Math.PI);
      addFace(half, flesh, Math.PI / 2, FULL);
    } else {
      // A wedge that stands on its rind.
      make.adjective('sliced');
      const wedge = rng.uniform(0.9, 1.4);
      const standing = make.inside({ turn: [0, 0, Math.PI / 2] });
      const turned = standing.inside({ turn: [0, -Math.PI / 2, 0] });
      addRind(turned, -wedge / 2, wedge);
      for (const side of [-1, 1]) addFace(turned, flesh, (side * wedge) / 2, Math.PI);
      if (rng.chance(0.4)) {
        make.add(cylinder(1.1, 0.95, 0.1, 32), hsl(210, 10, 92), { at: [0, -1.04, 0] });
        make.feature('on a plate');
      }
    }
    if (flesh.r > 0.9 && flesh.g > 0.6) make.feature('with yellow flesh');
  },
});

/** The rind between two angles about the stem, in dark and pale stripes unless it has a pattern. */
function addRind(make: Maker, from: number, angle: number) {
  const profile = Array.from({ length: 13 }, (_, i) => {
    const a = -Math.PI / 2 + (Math.PI * i) / 12;
    return new Vector2(Math.cos(a), Math.sin(a));
  });
  const stripes = Math.round((angle / FULL) * 8) * 2;
  const dark = make.shade(0.6);
  for (let i = 0; i < stripes; i++) {
    const ink: Swatch = make.plain && i % 2 ? dark : make.main;
    make.add(new LatheGeometry(profile, 3, from + (i * angle) / stripes, angle / stripes), ink);
  }
}

/** A cut through the stem at an angle about it: pale edge, flesh and seeds, on both of its sides. */
function addFace(make: Maker, flesh: Color, at: number, angle: number) {
  // A circle lies in the plane of x and y; a half of it reaches from the stem's axis to +x.
  const face = make.inside({ turn: [0, at - Math.PI / 2, 0] });
  const disc = (r: number) => new CircleGeometry(r, 32, -Math.PI / 2, angle);
  const rings: [number, Swatch | Color][] = [
    [0.99, make.main],
    [0.86, hsl(75, 60, 82)],
    [0.79, flesh],
  ];
  for (const side of [-1, 1]) {
    rings.forEach(([r, colour], i) => {
      face.add(disc(r), colour, { at: [0, 0, side * 0.02 * (i + 1)] });
    });
    const seeds = angle > Math.PI ? 9 : 5;
    for (let i = 0; i < seeds; i++) {
      const a = -Math.PI / 2 + (angle * (i + 0.5)) / seeds;
      const r = i % 2 ? 0.6 : 0.42;
      face.add(ball(0.075, 6), hsl(20, 40, 8), {
        at: [r * Math.cos(a), r * Math.sin(a), side * 0.06],
        stretch: [1, 1, 0.5],
      });
    }
  }
}
