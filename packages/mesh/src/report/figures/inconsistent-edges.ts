import { faultCount } from '../figure.ts';
import { countEdges } from '../topology/edges.ts';

/** Edges whose two triangles pass them in the same direction: one of them shows its back. */
export const inconsistentEdges = faultCount(
  'inconsistentEdges',
  'edges whose triangles face opposite ways',
  ({ edges }) => countEdges(edges, (forward, backward) => forward + backward === 2 && forward !== backward),
);
