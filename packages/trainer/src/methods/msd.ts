import { msd as guidance } from '@modeseek/guidance';
import { MEAN_SHIFT_STEPS, meanShift, meanShiftPasses } from './mean-shift.ts';
import type { Method } from './method.ts';

export const msd: Method<'msd'> = {
  name: 'msd',
  title: 'mean-shift distillation with an exact sampler of the product distribution',
  steps: MEAN_SHIFT_STEPS,
  options: {},
  picture: {},
  create: (options, denoiser) =>
    guidance(denoiser, { ...meanShift(options), kappa: options.kappa, sampler: options.sampler }),
  passes: (options, progress) => meanShiftPasses(options, progress) * (options.sampler === 'heun' ? 2 : 1),
};
