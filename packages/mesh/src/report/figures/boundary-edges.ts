import { faultCount } from '../figure.ts';
import { countEdges } from '../topology/edges.ts';

/** Edges with one triangle: there is a hole, or it is a sheet. */
export const boundaryEdges = faultCount('boundaryEdges', 'boundary edges', ({ edges }) =>
  countEdges(edges, (forward, backward) => forward + backward === 1),
);
