import type { MemoryPart } from '@modeseek/core';
import { checkExportOptions, type ExportOptions } from './export-options.ts';

/** A sample of the grid: its density, and a mark. */
const SAMPLE = 5;
/**
 * The fine surface, after the grid is let go, for each cell of a side of the cube: about six triangles, and what
 * smooths and simplifies them.
 */
const SURFACE = 2600;
/** A texel: the place and normal under it, its colour on the way, and the picture's encoding. */
const TEXEL = 50;
/** A triangle in the file, before it is written and after. */
const TRIANGLE = 200;

/**
 * The most memory that an export is going to have beside the field's, by what takes it.
 * @throws UserError as `exportMesh`
 */
export function estimateExportMemory(options: ExportOptions): MemoryPart<keyof ExportOptions>[] {
  const { resolution, textureSize, maxTriangles } = checkExportOptions(options);
  // No surface has more triangles than this many for each cell of a side.
  const triangles = Math.min(maxTriangles, 24 * resolution ** 2);
  return [
    {
      what: 'the grid',
      bytes: Math.max(SAMPLE * (resolution + 1) ** 3, SURFACE * resolution ** 2),
      options: ['resolution'],
    },
    { what: 'the texture', bytes: TEXEL * textureSize ** 2, options: ['textureSize'] },
    { what: 'triangles', bytes: TRIANGLE * triangles, options: ['maxTriangles'] },
  ];
}
