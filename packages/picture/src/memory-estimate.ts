import type { Drawing, MemoryPart, ModelMemory } from '@modeseek/core';
import { modelMemory } from '@modeseek/trainer';
import type { PictureConfig } from './config.ts';

/** A parameter with gradient, both moments and where it is to go, and the copies that a checkpoint is made of. */
const NUMBER = 11 * 4;
/** A pixel of a grid with all that its field keeps of it, and its colour's gradients. */
const GRID_PIXEL = 320;
/** A hash grid of the default size, as `NUMBER` has parameters. */
const GRID = 2 ** 20 * 44;
/** A pixel of a preview, and of what file is made of it. */
const PREVIEW_PIXEL = 60;

/** The most memory that a run of pictures is going to have, by what takes it. */
export function estimatePictureMemory(
  { canvas, count, size, samples }: PictureConfig,
  { threads, drawing, model }: { threads: number; drawing: Drawing; model: ModelMemory },
): MemoryPart<keyof PictureConfig>[] {
  const edge = size || drawing.size;
  const pixels = count * edge * edge;
  const numbers =
    canvas === 'drawing' ? count * drawing.length : pixels * (drawing.geometryScale > 0 ? 7 : 3);
  const grid = canvas === 'grid' ? GRID + pixels * GRID_PIXEL : 0;
  return [
    ...modelMemory({ threads, model, pictures: 2 * samples * count }, ['count', 'samples'] as const),
    {
      what: 'the pictures',
      bytes: numbers * NUMBER + grid + pixels * PREVIEW_PIXEL,
      options: ['count', 'size'],
    },
  ];
}
