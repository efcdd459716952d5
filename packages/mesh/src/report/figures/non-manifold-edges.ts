import { faultCount } from '../figure.ts';
import { countEdges } from '../topology/edges.ts';

/** Edges with more than two triangles: what is inside is not to be said there. */
export const nonManifoldEdges = faultCount('nonManifoldEdges', 'non-manifold edges', ({ edges }) =>
  countEdges(edges, (forward, backward) => forward + backward > 2),
);
