import { type BufferGeometry, LatheGeometry, Vector2 } from 'three';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cylinder, faceted, tube } from '../parts.ts';

export const umbrella = defineConcept({
  name: 'umbrella',
  synonyms: ['parasol', 'sunshade'],
  category: 'household',
  natural: ['red', 'red', 'blue', 'yellow', 'black', 'purple'],
  symmetry: null,
  round: true,
  stands: false,
  materials: ['wooden', 'metal', 'golden', 'glass'],
  proportions: ['wide', 'tall'],
  build(make) {
    const { rng, main } = make;
    const panels = rng.pick([6, 8, 8]);
    const radius = rng.uniform(0.9, 1.1);
    const rise = rng.uniform(0.4, 0.75);
    if (rise < 0.48) make.adjective('flat');
    if (rise > 0.68) make.adjective('domed');
    const low = 1.35;
    const second = make.plain && rng.chance(0.45) ? make.accent() : undefined;
    if (second) make.feature(`with ${second.name} panels`);
    for (let i = 0; i < panels; i++)
      make.add(panel(i, panels, radius, rise), second && i % 2 ? second : main, { at: [0, low, 0] });
    if (!second && make.plain && rng.chance(0.3)) {
      const rim = make.accent();
      for (let i = 0; i < panels; i++)
        make.add(panel(i, panels, radius * 1.02, rise, 0.78), rim, { at: [0, low + 0.015, 0] });
      make.feature(`with a ${rim.name} rim`);
    }

    const shaft = main.name === 'black' ? hsl(0, 0, 60) : hsl(24, 35, 20);
    make.add(cylinder(0.055, 0.055, low + rise, 10), shaft, { at: [0, (low + rise) / 2, 0] });
    if (rng.chance(0.7)) {
      make.add(cylinder(0.03, 0.06, 0.24, 10), shaft, { at: [0, low + rise + 0.1, 0] });
      make.feature('with a pointed tip');
    } else {
      make.add(ball(0.11, 12), shaft, { at: [0, low + rise + 0.04, 0] });
      make.feature('with a round tip');
    }
    const grip = make.accent();
    const style = rng.pick(['hooked', 'hooked', 'hooked', 'straight', 'stand'] as const);
    if (style === 'hooked') {
      const r = 0.19;
      const hook = [0, 0.25, 0.5, 0.75, 1].map(
        (t) => [r - r * Math.cos(Math.PI * t), -r * Math.sin(Math.PI * t), 0] as const,
      );
      make.add(tube([[0, 0.3, 0], [0, 0.15, 0], ...hook, [2 * r, 0.12, 0]], 0.085), grip);
      make.add(ball(0.085, 10), grip, { at: [2 * r, 0.12, 0] });
      make.feature(`with a hooked ${grip.name} handle`);
    } else if (style === 'straight') {
      make.add(cylinder(0.11, 0.13, 0.42, 14), grip, { at: [0, 0.05, 0] });
      make.feature(`with a straight ${grip.name} handle`);
    } else {
      make.add(cylinder(0.3, 0.42, 0.16, 24), grip, { at: [0, 0, 0] });
      make.feature(`with a ${grip.name} stand`);
    }
  },
});

/**
 * One of the `count` flat panels between two ribs, from the middle (or the share `from` of the radius) to the
 * edge.
 */
function panel(i: number, count: number, radius: number, rise: number, from = 0): BufferGeometry {
  const steps = [0, 0.25, 0.5, 0.75, 1].map((t) => from + (1 - from) * t);
  // An arch that hangs down at its edge.
  const points = steps.map((t) => new Vector2(t * radius, rise * (1 - t ** 2.2)));
  const angle = (2 * Math.PI) / count;
  return faceted(new LatheGeometry(points, 1, (i - 0.5) * angle, angle));
}
