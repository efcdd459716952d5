import type { BufferGeometry } from 'three';
import { defineConcept } from '../concept.ts';
import type { Maker } from '../maker.ts';
import { hsl } from '../palette.ts';
import { ball, cylinder, lathe } from '../parts.ts';

export const banana = defineConcept({
  name: 'banana',
  synonyms: [],
  category: 'food',
  symmetry: null,
  natural: ['yellow'],
  proportions: ['short', 'wide', 'thin'],
  build(make) {
    const { rng } = make;
    const bend = rng.uniform(0.7, 1.5);
    const style = rng.uniform();
    if (style < 0.25) {
      make.adjective('peeled');
      addPeeled(make);
      return;
    }
    if (bend > 1.25) make.adjective('curved');
    if (bend < 0.9) make.adjective('straight');
    if (style < 0.55) {
      const count = rng.pick([3, 4]);
      // Their stems meet; they hang from there side by side, their backs to the front.
      const radius = 1.1 / bend;
      const stem = 1.15 / radius;
      for (let i = 0; i < count; i++) {
        const fan = make.inside({ turn: [0, 0, (i - (count - 1) / 2) * 0.4] });
        const one = fan.inside({ turn: [0, Math.PI / 2, 0] });
        addWhole(one.inside({ at: [radius * (Math.cos(stem) - 1), -radius * Math.sin(stem), 0] }), bend);
      }
      make.add(cylinder(0.17, 0.2, 0.35, 12), hsl(40, 60, 22), { at: [0, 0.1, 0] });
      make.feature('in a bunch');
    } else {
      // A crescent that lies on its back, its face to the front.
      addWhole(make.inside({ turn: [0, 0, Math.PI / 2] }), bend);
      if (rng.chance(0.4)) {
        for (let i = 0; i < 9; i++) {
          const t = ((i + 0.5) / 9 - 0.5) * 1.5;
          const side = i % 2 ? 1 : -1;
          const radius = 1.1 / bend - 0.24 * Math.cos(i);
          make.add(ball(0.08, 8), hsl(28, 60, 22), {
            at: [radius * Math.sin(t * bend), 0, side * 0.22],
          });
        }
        make.feature('with brown spots');
      }
    }
  },
});

/**
 * Bends what stands along y, so that its length becomes an arc of the angle `bend` to either side, open
 * towards +x.
 */
function bent(geometry: BufferGeometry, bend: number): BufferGeometry {
  const { position } = geometry.attributes;
  const radius = 1.1 / bend;
  for (let i = 0; i < position.count; i++) {
    const out = radius - position.getX(i);
    const angle = position.getY(i) / radius;
    position.setXY(i, radius - out * Math.cos(angle), out * Math.sin(angle));
  }
  geometry.computeVertexNormals();
  return geometry;
}

function addWhole(make: Maker, bend: number) {
  const skin = [-1, -0.94, -0.8, -0.55, -0.2, 0.2, 0.55, 0.8, 0.95].map((y, i) => {
    const girth = [0.07, 0.11, 0.2, 0.27, 0.3, 0.3, 0.27, 0.19, 0.09];
    return [girth[i], y] as const;
  });
  make.add(bent(lathe(skin), bend), make.main);
  const stem = lathe([
    [0.09, 0.93],
    [0.08, 1.2],
    [0.1, 1.28],
    [0, 1.28],
  ]);
  make.add(bent(stem, bend), hsl(50, 60, 32));
  const end = lathe([
    [0, -1.06],
    [0.08, -1.05],
    [0.115, -0.93],
  ]);
  make.add(bent(end, bend), hsl(30, 50, 14));
}

/** Upright, its flesh bare above, four strips of skin hanging down. */
function addPeeled(make: Maker) {
  const { main } = make;
  make.add(
    lathe([
      [0, -1.05],
      [0.1, -1],
      [0.2, -0.8],
      [0.29, -0.4],
      [0.31, 0.05],
    ]),
    main,
  );
  make.add(cylinder(0.12, 0.08, 0.2, 12), hsl(40, 60, 22), { at: [0, -1.08, 0] });
  make.add(
    lathe([
      [0.27, -0.1],
      [0.26, 0.4],
      [0.2, 0.75],
      [0.1, 0.95],
      [0, 1],
    ]),
    hsl(48, 75, 88),
  );
  for (let i = 0; i < 4; i++) {
    const strip = make.inside({ turn: [0, ((i + 0.5) * Math.PI) / 2, 0] });
    strip.add(ball(1, 14), main, { at: [0, 0, 0.42], turn: [0.45, 0, 0], stretch: [0.2, 0.1, 0.22] });
    strip.add(ball(1, 14), main, { at: [0, -0.32, 0.62], turn: [1.15, 0, 0], stretch: [0.2, 0.07, 0.4] });
  }
}
