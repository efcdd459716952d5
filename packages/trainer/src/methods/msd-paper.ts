import { msdPaper as guidance } from '@modeseek/guidance';
import { MEAN_SHIFT_STEPS, meanShift } from './mean-shift.ts';
import type { Method } from './method.ts';

/** Where its sampler begins, for pictures of 128 pixels. */
const SIGMA_MAX = 24;

export const msdPaper: Method<'msd-paper'> = {
  name: 'msd-paper',
  title: "the same with its paper's approximate sampler",
  steps: MEAN_SHIFT_STEPS,
  options: {},
  picture: {},
  create: (options, denoiser) => guidance(denoiser, { ...meanShift(options), sigmaMax: SIGMA_MAX }),
};
