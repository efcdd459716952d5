import { EXPORT_LIMITS, type ExportOptions } from './export-options.ts';

export interface LevelOfDetail {
  maxTriangles: number;
  /** Texels along the edge of the texture; 0 for vertex colours. */
  textureSize: number;
}

/** KTX2 has textures in blocks of 4 x 4. */
const BLOCK = 4;

type LevelOptions = Required<Pick<ExportOptions, 'maxTriangles' | 'textureSize' | 'lod'>>;

/**
 * The first level is as asked for; of each further one half the length is seen: a quarter of the triangles, where
 * nothing else is asked for, and half the texture's edge.
 * @param triangles of the fine surface
 */
export function levelsOfDetail(
  { maxTriangles, textureSize, lod }: LevelOptions,
  triangles: number,
): LevelOfDetail[] {
  const [leastTexels] = EXPORT_LIMITS.textureSize;
  const first = Math.min(maxTriangles, triangles);
  const further = typeof lod === 'number' ? quarters(first, lod) : lod;
  return [maxTriangles, ...further].map((most, i) => {
    if (i === 0) return { maxTriangles, textureSize };
    const edge = Math.ceil(textureSize / 2 ** i / BLOCK) * BLOCK;
    return {
      maxTriangles: most,
      textureSize: textureSize === 0 ? 0 : Math.min(textureSize, Math.max(leastTexels, edge)),
    };
  });
}

function quarters(first: number, count: number): number[] {
  const [least] = EXPORT_LIMITS.maxTriangles;
  return Array.from({ length: count }, (_, i) => Math.max(least, Math.floor(first / 4 ** (i + 1))));
}
