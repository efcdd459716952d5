import { intersectingTriangles } from '../../intersections.ts';
import type { Figure } from '../figure.ts';
import { MOST_TESTS } from '../most-tests.ts';

/**
 * Pairs of triangles of different objects that cross or touch: objects that go through each other, as the parts
 * of many models do. Null where there are too many to be counted.
 */
export const crossingObjects: Figure<'crossingObjects', number | null> = {
  name: 'crossingObjects',
  title: 'pairs of triangles of different objects that cross',
  measure({ shells, shape }) {
    if (shells.length < 2) return 0;
    let pairs = 0;
    for (const [mesh, sign] of [[shape, 1] as const, ...shells.map((shell) => [shell, -1] as const)]) {
      const found = intersectingTriangles(mesh, { maxTests: MOST_TESTS });
      if (!found.complete) return null;
      pairs += sign * found.pairs;
    }
    return Math.max(0, pairs);
  },
  say: (value) => (value === null ? 'too many to be counted' : String(value)),
};
