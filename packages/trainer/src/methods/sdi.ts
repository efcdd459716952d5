import { sdi as guidance } from '@modeseek/guidance';
import { guided, type Method } from './method.ts';
import { SCORE_OPTIONS, SCORE_PICTURE } from './score.ts';

/** Of noise levels that fall, and of its inversions, for pictures of 128 pixels. */
const SIGMA = '0:20 1:0.6 log';
const INVERSION_STEPS = 6;

export const sdi: Method<'sdi'> = {
  name: 'sdi',
  title: 'score distillation via inversion',
  steps: { draft: 30, standard: 80, high: 250 },
  options: { ...SCORE_OPTIONS, guidanceScale: 3, innerSteps: 6, checkpointEvery: 10, previewEvery: 10 },
  picture: {
    ...SCORE_PICTURE,
    steps: 80,
    guidanceScale: 3,
    innerSteps: 6,
    checkpointEvery: 10,
    previewEvery: 5,
  },
  create: (options, denoiser) =>
    guidance(denoiser, {
      ...guided(options),
      inversionScale: -options.guidanceScale,
      sigma: SIGMA,
      inversionSteps: INVERSION_STEPS,
    }),
};
