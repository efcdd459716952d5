import { vsd as guidance } from '@modeseek/guidance';
import { guided, type Method, passesOfGuidance } from './method.ts';
import { SCORE_OPTIONS } from './score.ts';

/**
 * The views of one object are one particle, whose own denoiser gives the renders back: x - D(z; sigma)
 * without noise in it, so that a lower scale of guidance does.
 */
export const vsd: Method<'vsd'> = {
  name: 'vsd',
  title: 'variational score distillation of one particle',
  steps: { draft: 100, standard: 300, high: 900 },
  options: { ...SCORE_OPTIONS, guidanceScale: 7.5 },
  create: (options, denoiser) =>
    guidance(denoiser, {
      ...guided(options),
      sigmaLow: options.sigmaLow,
      sigmaHigh: options.sigmaHigh,
      particleSize: 'all',
    }),
  passes: passesOfGuidance,
};
