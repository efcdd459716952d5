import { type ModelWork, methodOf, progressOfSteps } from '@modeseek/trainer';
import type { PictureConfig } from './config.ts';
import { methodOptions } from './picture-guidance.ts';

/** What a run asks of its image model. Where the drawing itself is the canvas, none is made but for previews. */
export function pictureWork(config: PictureConfig): ModelWork {
  const { steps, count, guidance, canvas } = config;
  const method = methodOf(guidance);
  const looks = progressOfSteps(steps);
  const options = methodOptions(config);
  const passes = looks.reduce((sum, progress) => sum + method.passes(options, progress), 0);
  return {
    pictures: Math.round((count * steps * passes) / looks.length),
    drawings: canvas === 'drawing' ? 0 : count * steps,
  };
}
