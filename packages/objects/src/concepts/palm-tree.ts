import { defineConcept } from '../concept.ts';
import type { Maker } from '../maker.ts';
import { hsl } from '../palette.ts';
import { ball, cylinder } from '../parts.ts';

export const palmTree = defineConcept({
  name: 'palm tree',
  synonyms: ['palm', 'coconut tree', 'coconut palm'],
  category: 'plant',
  symmetry: null,
  natural: ['green'],
  proportions: ['tall', 'short'],
  build(make) {
    const { rng } = make;
    const height = rng.uniform(1.3, 1.9);
    if (height > 1.75) make.adjective('tall');
    const lean = rng.uniform(0, 0.7);
    if (lean > 0.4) make.adjective('leaning');
    if (lean < 0.2) make.adjective('straight');
    const coconuts = rng.chance(0.55);
    const long = rng.uniform(0.75, 1.05);
    if (long > 0.95) make.feature('with long leaves');
    const two = rng.chance(0.25);
    addPalm(make, height, lean, long, coconuts);
    if (two) {
      addPalm(make.inside({ turn: [0, 2.6, 0] }), height * 0.72, lean + 0.4, long * 0.8, coconuts);
      make.feature('with two trunks');
    }
    if (coconuts) make.feature('with coconuts');
    if (rng.chance(0.55)) {
      const sand = hsl(rng.uniform(40, 46), 65, 70);
      make.add(ball(1, 20), sand, { at: [0, -0.02, 0], stretch: [0.68, 0.2, 0.68] });
      if (rng.chance(0.5)) {
        make.add(cylinder(0.88, 0.88, 0.12, 32), hsl(200, 75, 55), { at: [0, -0.1, 0] });
        make.feature('on an island');
      } else make.feature('on sand');
    }
  },
});

/** A trunk that bends to the right, and a crown of leaves that hang. */
function addPalm(make: Maker, height: number, lean: number, long: number, coconuts: boolean) {
  const { rng, main } = make;
  const bark = hsl(rng.uniform(24, 34), rng.uniform(35, 50), rng.uniform(32, 42));
  const dark = bark.clone().multiplyScalar(0.7);
  const rings = 7;
  const at = (t: number) => [lean * t * t, height * t, 0] as const;
  for (let i = 0; i < rings; i++) {
    const [x, y] = at((i + 0.5) / rings);
    const r = 0.18 - 0.06 * (i / rings);
    make.add(cylinder(r * 1.15, r * 0.9, height / rings + 0.03, 10), i % 2 ? dark : bark, {
      at: [x, y, 0],
      turn: [0, 0, -Math.atan2(2 * lean * ((i + 0.5) / rings), height)],
    });
  }
  const crown = make.inside({ at: at(1) });
  crown.add(ball(0.2, 12), main);
  const leaves = 8;
  for (let i = 0; i < leaves; i++) {
    const ink = i % 2 ? make.shade(0.74) : main;
    const leaf = crown.inside({ turn: [0, ((i + 0.3) * 2 * Math.PI) / leaves, 0] });
    const lift = i % 2 ? 0.1 : 0.28;
    // Three flat pieces, each hanging more than the one before.
    let [z, y] = [0.05, 0.08];
    for (const [share, slope, width] of [
      [0.36, -0.9 * lift - 0.25, 0.9],
      [0.36, 0.35 - lift, 1.1],
      [0.36, 1.05 - lift, 0.75],
    ]) {
      const step = long * share;
      const [dz, dy] = [step * Math.cos(slope), -step * Math.sin(slope)];
      leaf.add(ball(0.5, 6), ink, {
        at: [0, y + dy / 2, z + dz / 2],
        turn: [slope, 0, 0],
        stretch: [0.38 * width, 0.14, step * 1.45],
      });
      z += dz;
      y += dy;
    }
  }
  if (coconuts)
    for (let i = 0; i < 4; i++) {
      const angle = (i + 0.5) * (Math.PI / 2);
      crown.add(ball(0.15, 8), hsl(22, 50, 22), {
        at: [0.19 * Math.cos(angle), -0.1, 0.19 * Math.sin(angle)],
      });
    }
}
