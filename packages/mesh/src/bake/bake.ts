import type { FieldQuery, Picture } from '@modeseek/core';
import { CHART_GAP, type UnwrappedMesh } from '../unwrap/unwrap.ts';
import { enlarged } from './enlarge.ts';
import { type MarchOptions, marchRays } from './march.ts';
import { tangentSpace } from './normal-map.ts';
import { paintTexture } from './paint.ts';
import { seenAt } from './seen-at.ts';
import type { SurfaceView } from './surface-views.ts';
import { atTexels, coveredTexels } from './texture.ts';
import { unitVectors } from './unit-vectors.ts';

/**
 * Most texels along an edge that get a colour of their own: twenty to a cell of the finest level that a trained field
 * uses by default. Larger textures are these, enlarged.
 */
const MOST_BAKED = 2048;
/** Texels around charts that continue them, half of what is free between two. */
const GUTTER = CHART_GAP / 2;
/** A point of which views show less than this is looked at by a ray of its own. */
const LEAST_SEEN = 0.05;

/** What is baked of a surface. */
export interface Baked {
  texture: Picture;
  /** Normals in tangent space; null where the views have none. */
  normalMap: Picture | null;
  /** Tangents that belong to the normal map, `[vertices, 4]`, as glTF has them. */
  tangents: Float32Array | null;
  /** Share of the texels that show some of the surface. */
  texelsUsed: number;
}

/** Pixels along the edge of the views that a texture of some size is baked from. */
export const viewSize = (textureSize: number) =>
  Math.min(512, Math.max(96, Math.round((textureSize * 3) / 8)));

/**
 * Bakes what views show of a surface into a texture, and where they have normals into a normal map.
 * @param mesh near the surface that was seen
 */
export async function bake(
  query: FieldQuery,
  views: readonly SurfaceView[],
  mesh: UnwrappedMesh,
  size: number,
  march: MarchOptions,
  onProgress: (progress: number) => void = () => {},
): Promise<Baked> {
  const baked = Math.min(size, MOST_BAKED);
  const texels = coveredTexels(mesh, baked);
  const positions = atTexels(texels, mesh.indices, mesh.positions, 3);
  const normals = unitVectors(atTexels(texels, mesh.indices, mesh.normals, 3));
  const seen = await seenColours(query, views, positions, normals, march, onProgress);
  const painted = (values: Float32Array) => enlarged(paintTexture(texels.index, values, baked, GUTTER), size);
  const texelsUsed = texels.index.length / (baked * baked);
  if (!seen.normals) return { texture: painted(seen.colours), normalMap: null, tangents: null, texelsUsed };
  const { tangents, values } = tangentSpace(mesh, texels, normals, seen.normals);
  return { texture: painted(seen.colours), normalMap: painted(values), tangents, texelsUsed };
}

/** What views show at points of a surface; a ray along the normal sees what they do not. */
export async function seenColours(
  query: FieldQuery,
  views: readonly SurfaceView[],
  positions: Float32Array,
  normals: Float32Array,
  march: MarchOptions,
  onProgress: (progress: number) => void = () => {},
): Promise<{ colours: Float32Array; normals: Float32Array | null }> {
  const seen = seenAt(views, positions, normals, onProgress);
  const unseen = Uint32Array.from(seen.weights.keys()).filter((i) => seen.weights[i] < LEAST_SEEN);
  const of = (values: Float32Array) =>
    Float32Array.from(
      { length: unseen.length * 3 },
      (_, i) => values[unseen[Math.floor(i / 3)] * 3 + (i % 3)],
    );
  const { colours } = await marchRays(query, of(positions), of(normals), march);
  for (let i = 0; i < unseen.length; i++) {
    seen.colours.set(colours.subarray(i * 3, i * 3 + 3), unseen[i] * 3);
    seen.normals?.set(normals.subarray(unseen[i] * 3, unseen[i] * 3 + 3), unseen[i] * 3);
  }
  onProgress(1);
  return seen;
}
