import { intersectingTriangles } from '../../intersections.ts';
import type { Figure } from '../figure.ts';
import { MOST_TESTS } from '../most-tests.ts';

/**
 * Triangles that cross or touch others of their object elsewhere than at vertices and edges that they share.
 * Null where there are too many to be counted.
 */
export const selfIntersections: Figure<'selfIntersections', number | null> = {
  name: 'selfIntersections',
  title: 'triangles that cross others',
  measure({ shells }) {
    let count = 0;
    for (const shell of shells) {
      const { meets, complete } = intersectingTriangles(shell, { maxTests: MOST_TESTS });
      if (!complete) return null;
      count += meets.reduce((sum, each) => sum + each, 0);
    }
    return count;
  },
  say: (value) => (value === null ? 'too many to be counted' : String(value)),
  isWrong: (value) => value !== 0,
};
