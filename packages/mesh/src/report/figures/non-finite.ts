import { faultCount } from '../figure.ts';
import { sumOfParts } from '../sum-of-parts.ts';

/** Vertices with a coordinate that is infinite or no number. Their triangles count for nothing else. */
export const nonFinite = faultCount('nonFiniteVertices', 'vertices that are no finite points', ({ model }) =>
  sumOfParts(model, ({ positions }) => {
    let count = 0;
    for (let v = 0; v < positions.length; v += 3) {
      if (!Number.isFinite(positions[v] + positions[v + 1] + positions[v + 2])) count++;
    }
    return count;
  }),
);
