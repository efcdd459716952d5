import type { Figure } from '../figure.ts';

/**
 * Whether the triangles of every closed body face outwards, so that its volume is positive; those of bodies
 * inside others aside, which may be cavities. Null where no body is closed.
 */
export const outward: Figure<'outward', boolean | null> = {
  name: 'outward',
  title: 'faces outwards',
  measure({ bodies: { count, closed, volume }, inside }) {
    if (!closed.includes(1)) return null;
    for (let body = 0; body < count; body++) {
      if (closed[body] && !inside[body] && !(volume[body] > 0)) return false;
    }
    return true;
  },
  say: (value) => (value === null ? 'no body is closed' : value ? 'yes' : 'no'),
  isWrong: (value) => value === false,
};
