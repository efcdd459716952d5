import { UserError } from '@modeseek/core';
import type { Denoiser, Guidance } from '@modeseek/guidance';
import { checkTextOptions, type MethodOptions, methodOf } from '@modeseek/trainer';
import type { PictureConfig } from './config.ts';
import { oneByOne } from './one-by-one.ts';

/** A model, as far as pictures are concerned. */
export interface PictureModel extends Denoiser {
  /** Views that it takes together; 1 where it takes any. */
  readonly together: number;
  readonly drawing: { readonly length: number };
}

/**
 * The guidance that a configuration asks for, by a model. Views of one object are drawn together; other
 * pictures each by itself, and they are the particles of a guidance that has some.
 * @throws UserError when an option does not fit the model
 */
export function createPictureGuidance(config: PictureConfig, model: PictureModel): Guidance {
  const { count, around } = config;
  const { together, drawing } = model;
  if (together > 1 && !around) {
    throw new UserError(
      `option around is false, and the model draws ${together} views of an object together`,
    );
  }
  if (count % together !== 0) {
    throw new UserError(
      `option count is ${count}, and the model draws ${together} views of an object together; it must be a multiple of that`,
    );
  }
  checkTextOptions(config, model);
  const { create } = methodOf(config.guidance);
  const options = methodOptions(config);
  return around
    ? create(options, model)
    : create({ ...options, particleSize: drawing.length }, oneByOne(model));
}

/** What methods read. Pictures are no views whose words Perp-Neg would tell apart. */
export function methodOptions(config: PictureConfig): MethodOptions {
  return { ...config, perpNeg: false };
}
