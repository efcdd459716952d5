import { Vector3 } from 'three';
import { defineConcept } from '../concept.ts';
import type { Maker } from '../maker.ts';
import { hsl } from '../palette.ts';
import { ball, lathe } from '../parts.ts';

const RADIUS = 0.62;

export const planet = defineConcept({
  name: 'planet',
  synonyms: ['saturn', 'gas giant', 'world'],
  category: 'space',
  natural: ['orange', 'orange', 'blue', 'red', 'beige', 'green', 'purple'],
  symmetry: null,
  round: true,
  proportions: [],
  stands: false,
  build(make) {
    const { rng, main } = make;
    const ringed = make.has('rings', 0.72);
    const tilted = make.inside({ turn: [rng.uniform(0.2, 0.4), 0, rng.uniform(-0.4, 0.4)] });
    tilted.add(ball(RADIUS, 24), main);
    // Without rings it is land, craters or a moon that tell it from a ball.
    const surface = make.plain ? rng.pick(['bands', 'craters', 'land', 'plain'] as const) : 'plain';
    const ground = surface === 'plain' && !ringed ? 'craters' : surface;
    if (ground === 'bands') {
      const second = make.accent();
      for (const [from, to] of [
        [-0.5, -0.3],
        [0.08, 0.2],
        [0.42, 0.6],
      ]) {
        const at = (y: number) => [RADIUS * Math.sqrt(1 - y * y) * 1.03, RADIUS * y] as const;
        tilted.add(lathe([at(from), at((from + to) / 2), at(to)]), second);
      }
      make.feature(`with ${second.name} bands`);
    } else if (ground === 'craters') {
      for (const [direction, size] of strewn(make, 9, 0.13, 0.22)) {
        const at = direction.clone().multiplyScalar(RADIUS * 0.93);
        const crater = tilted.inside({ at: [at.x, at.y, at.z] });
        crater.group.lookAt(direction.multiplyScalar(9));
        crater.add(ball(1, 8), make.shade(0.6), { stretch: [size, size, 0.075] });
        crater.add(ball(1, 6), make.shade(0.38), { stretch: [size * 0.6, size * 0.6, 0.095] });
      }
      make.feature('with craters');
    } else if (ground === 'land') {
      const land = make.pick(['green', 'brown', 'white', 'orange']);
      for (const [direction, size] of strewn(make, 9, 0.38, 0.52)) {
        const at = direction.clone().multiplyScalar(RADIUS + 0.035 - size);
        tilted.add(ball(size, 10), land, { at: [at.x, at.y, at.z] });
      }
      make.feature(`with ${land.name} land`);
      if (rng.chance(0.5) && main.name !== 'white' && land.name !== 'white') {
        for (const y of [-1, 1])
          tilted.add(ball(RADIUS * 0.6, 12), hsl(200, 20, 97), { at: [0, y * RADIUS * 0.46, 0] });
        make.feature('with white poles');
      }
    }
    if (ringed) {
      const ring = make.accent();
      const inner = RADIUS * rng.uniform(1.3, 1.42);
      const outer = RADIUS * rng.uniform(1.8, 2.05);
      const slab = (from: number, to: number) =>
        lathe([
          [from, -0.045],
          [to, -0.045],
          [to, 0.045],
          [from, 0.045],
          [from, -0.045],
        ]);
      const double = rng.chance(0.45);
      const gap = inner + (outer - inner) * 0.55;
      tilted.add(slab(inner, double ? gap - 0.03 : outer), ring);
      if (double) {
        const second = make.accent(ring.colour);
        tilted.add(slab(gap + 0.03, outer), second);
        make.feature(`with ${ring.name} and ${second.name} rings`);
      } else make.feature(`with ${ring.name} rings`);
    }
    if (rng.chance(ringed ? 0.25 : 0.5)) {
      const moon = make.accent();
      make.add(ball(0.17, 14), moon, { at: [0.72 * rng.pick([-1, 1]), 0.68, 0.15] });
      make.feature(`with a ${moon.name} moon`);
    }
  },
});

/** Directions over the whole ball (a Fibonacci spiral, shaken a little) and sizes. */
function strewn({ rng }: Maker, count: number, least: number, most: number): [Vector3, number][] {
  return Array.from({ length: count }, (_, i) => {
    const y = 1 - (2 * i + 1) / count;
    const angle = i * Math.PI * (3 - Math.sqrt(5)) + rng.uniform(-0.2, 0.2);
    const out = Math.sqrt(1 - y * y);
    return [new Vector3(out * Math.sin(angle), y, out * Math.cos(angle)), rng.uniform(least, most)];
  });
}
