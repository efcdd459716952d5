import { bodies } from './bodies.ts';
import { boundaryEdges } from './boundary-edges.ts';
import { charts } from './charts.ts';
import { crossingObjects } from './crossing-objects.ts';
import { degenerate } from './degenerate.ts';
import { genus } from './genus.ts';
import { hiddenBodies } from './hidden-bodies.ts';
import { hiddenShare } from './hidden-share.ts';
import { inconsistentEdges } from './inconsistent-edges.ts';
import { materials } from './materials.ts';
import { nonFinite } from './non-finite.ts';
import { nonManifoldEdges } from './non-manifold-edges.ts';
import { nonManifoldVertices } from './non-manifold-vertices.ts';
import { objects } from './objects.ts';
import { origin } from './origin.ts';
import { outward } from './outward.ts';
import { selfIntersections } from './self-intersections.ts';
import { size } from './size.ts';
import { texelShare } from './texel-share.ts';
import { textures } from './textures.ts';
import { triangles } from './triangles.ts';
import { vertices } from './vertices.ts';
import { volume } from './volume.ts';
import { watertight } from './watertight.ts';

/** All figures, in the order of a report. A new one is its file and a line here. */
export const FIGURES = [
  objects,
  triangles,
  vertices,
  watertight,
  boundaryEdges,
  nonManifoldEdges,
  nonManifoldVertices,
  inconsistentEdges,
  outward,
  selfIntersections,
  crossingObjects,
  degenerate,
  nonFinite,
  bodies,
  hiddenBodies,
  hiddenShare,
  genus,
  volume,
  size,
  origin,
  materials,
  textures,
  texelShare,
  charts,
] as const;
