import { vsd as guidance } from '@modeseek/guidance';
import { guided, type Method, passesOfGuidance } from './method.ts';
import { SCORE_OPTIONS, SCORE_PICTURE } from './score.ts';

/**
 * Pictures that have nothing to do with one another are particles. The views of one object are a single one,
 * whose own denoiser gives the renders back: x - D(z; sigma)
 * without noise in it, so that a lower scale of guidance does.
 */
export const vsd: Method<'vsd'> = {
  name: 'vsd',
  title: 'variational score distillation of one particle',
  steps: { draft: 100, standard: 300, high: 900 },
  options: { ...SCORE_OPTIONS, guidanceScale: 7.5 },
  picture: {
    ...SCORE_PICTURE,
    guidanceScale: 3,
    sigmaLow: '0:6 1:0.4 log',
    sigmaHigh: '0:30 1:1.2 log',
  },
  create: (options, denoiser) =>
    guidance(denoiser, {
      ...guided(options),
      sigmaLow: options.sigmaLow,
      sigmaHigh: options.sigmaHigh,
      particleSize: options.particleSize ?? 'all',
    }),
  passes: passesOfGuidance,
};
