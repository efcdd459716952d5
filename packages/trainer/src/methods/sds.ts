import { sds as guidance } from '@modeseek/guidance';
import { guided, type Method, passesOfGuidance } from './method.ts';
import { SCORE_OPTIONS, SCORE_PICTURE } from './score.ts';

export const sds: Method<'sds'> = {
  name: 'sds',
  title: 'score distillation sampling',
  steps: { draft: 100, standard: 300, high: 900 },
  options: SCORE_OPTIONS,
  picture: SCORE_PICTURE,
  create: (options, denoiser) =>
    guidance(denoiser, { ...guided(options), sigmaLow: options.sigmaLow, sigmaHigh: options.sigmaHigh }),
  passes: (options) => options.samples * passesOfGuidance(options),
};
