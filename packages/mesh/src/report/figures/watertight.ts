import type { Figure } from '../figure.ts';
import { countEdges } from '../topology/edges.ts';

/** Whether every edge has two triangles, once vertices at the same place are one. */
export const watertight: Figure<'watertight', boolean> = {
  name: 'watertight',
  title: 'watertight',
  measure: ({ edges }) =>
    edges.count > 0 && countEdges(edges, (forward, backward) => forward + backward !== 2) === 0,
  say: (value) => (value ? 'yes' : 'no'),
  isWrong: (value) => !value,
};
