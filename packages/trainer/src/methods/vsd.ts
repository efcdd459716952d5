import { vsd as guidance } from '@modeseek/guidance';
import { guided, type Method } from './method.ts';
import { SCORE_NOISE, SCORE_OPTIONS, SCORE_PICTURE } from './score.ts';

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
  picture: { ...SCORE_PICTURE, guidanceScale: 7.5 },
  create: (options, denoiser) =>
    guidance(denoiser, {
      ...guided(options),
      sigmaRangeStart: SCORE_NOISE,
      sigmaRangeEnd: SCORE_NOISE,
      particleSize: options.particleSize ?? 'all',
    }),
};
