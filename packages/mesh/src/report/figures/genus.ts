import type { Figure } from '../figure.ts';

/**
 * Handles of all closed bodies together, by Euler's formula: vertices - edges + triangles = 2 - 2 handles. A mug
 * has one. Null where no body is closed.
 */
export const genus: Figure<'genus', number | null> = {
  name: 'genus',
  title: 'handles (genus)',
  measure({ bodies: { count, closed, euler } }) {
    let [handles, found] = [0, false];
    for (let body = 0; body < count; body++) {
      if (closed[body] === 0) continue;
      found = true;
      handles += 1 - euler[body] / 2;
    }
    return found ? handles : null;
  },
  say: (value) => (value === null ? 'no body is closed' : String(value)),
};
