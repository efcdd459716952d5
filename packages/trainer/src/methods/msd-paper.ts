import { msdPaper as guidance } from '@modeseek/guidance';
import { MEAN_SHIFT_STEPS, meanShift, meanShiftPasses } from './mean-shift.ts';
import type { Method } from './method.ts';

/** Where its sampler begins, for pictures of 128 pixels; or at the most noise that the model knows. */
const SIGMA_MAX = 24;

export const msdPaper: Method<'msd-paper'> = {
  name: 'msd-paper',
  title: "the same with its paper's approximate sampler",
  steps: MEAN_SHIFT_STEPS,
  options: {},
  picture: {},
  create: (options, denoiser) =>
    guidance(denoiser, {
      ...meanShift(options),
      sigmaMax: Math.min(SIGMA_MAX, denoiser.sigmaRange?.[1] ?? SIGMA_MAX),
    }),
  passes: meanShiftPasses,
};
