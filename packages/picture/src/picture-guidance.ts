import type { Denoiser, Guidance } from '@modeseek/guidance';
import { methodOf } from '@modeseek/trainer';
import type { PictureConfig } from './config.ts';
import { oneByOne } from './one-by-one.ts';

/**
 * The guidance that a configuration asks for, by a model. Views of one object are drawn together; other
 * pictures each by itself, and they are the particles of a guidance that has some.
 * @param length numbers of one picture, as the model draws it
 * @throws UserError when an option does not fit the model
 */
export function createPictureGuidance(config: PictureConfig, denoiser: Denoiser, length: number): Guidance {
  const { create } = methodOf(config.guidance);
  return config.around
    ? create(config, denoiser)
    : create({ ...config, particleSize: length }, oneByOne(denoiser));
}
