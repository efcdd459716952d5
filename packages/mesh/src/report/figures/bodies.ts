import type { Figure } from '../figure.ts';

/** Pieces that no edge joins. */
export const bodies: Figure<'bodies', number> = {
  name: 'bodies',
  title: 'bodies',
  measure: (subject) => subject.bodies.count,
  say: String,
};
