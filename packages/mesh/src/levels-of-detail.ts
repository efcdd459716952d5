import { UserError } from '@modeseek/core';
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

/** How many there are besides the first. */
export function furtherLevels({ lod }: Pick<LevelOptions, 'lod'>): number {
  return typeof lod === 'number' ? lod : lod.length;
}

/** @throws UserError when there are too many, or their triangles are not each fewer than those before */
export function checkLevelsOfDetail({ lod, maxTriangles }: Omit<LevelOptions, 'textureSize'>): void {
  const [fewest, most] = EXPORT_LIMITS.lod;
  const count = furtherLevels({ lod });
  if (!(Number.isInteger(count) && count >= fewest && count <= most)) {
    const given = typeof lod === 'number' ? `lod is ${lod}` : `lod has ${count} levels`;
    throw new UserError(
      `${given}; it must be a whole number from ${fewest} to ${most}, or as many triangles`,
    );
  }
  if (typeof lod === 'number') return;
  const [least] = EXPORT_LIMITS.maxTriangles;
  [maxTriangles, ...lod].reduce((before, triangles) => {
    if (Number.isInteger(triangles) && triangles >= least && triangles <= before) return triangles;
    throw new UserError(
      `lod is ${lod.join(',')}; its triangles must be whole numbers of at least ${least}, in falling order from maxTriangles, which is ${maxTriangles}`,
    );
  });
}
