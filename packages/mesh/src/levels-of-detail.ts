import { EXPORT_LIMITS, type ExportOptions } from './export-options.ts';

export interface LevelOfDetail {
  maxTriangles: number;
  /** Texels along the edge of the texture; 0 for vertex colours. */
  textureSize: number;
}

/** KTX2 has textures in blocks of 4 x 4. */
const BLOCK = 4;

/**
 * The first level is as asked for; of each further one half the length is seen: a quarter of the triangles, and half
 * the texture's edge.
 * @param triangles of the fine surface
 */
export function levelsOfDetail(
  { maxTriangles, textureSize, lod }: Required<Pick<ExportOptions, 'maxTriangles' | 'textureSize' | 'lod'>>,
  triangles: number,
): LevelOfDetail[] {
  const [leastTriangles] = EXPORT_LIMITS.maxTriangles;
  const [leastTexels] = EXPORT_LIMITS.textureSize;
  const first = Math.min(maxTriangles, triangles);
  return Array.from({ length: 1 + lod }, (_, i) => {
    if (i === 0) return { maxTriangles, textureSize };
    const edge = Math.ceil(textureSize / 2 ** i / BLOCK) * BLOCK;
    return {
      maxTriangles: Math.max(leastTriangles, Math.floor(first / 4 ** i)),
      textureSize: textureSize === 0 ? 0 : Math.min(textureSize, Math.max(leastTexels, edge)),
    };
  });
}
