import type { Schedule } from '@modeseek/core';
import { type Denoiser, type Guidance, msd, msdPaper, sdi, sds, vsd } from '@modeseek/guidance';
import { parseConfig } from '@modeseek/trainer';

/** A way of making a picture. */
export interface ImageMethod {
  name: string;
  /** @param particleSize entries of one picture */
  guidance: (denoiser: Denoiser, particleSize: number) => Guidance;
  /**
   * Updates towards each target, over the run: as many as evaluations allow for those whose targets cost
   * more.
   */
  innerSteps: Schedule;
}

/** Noise levels of the whole run, as DreamFusion has it, and falling ones; of 128 pixels. */
const WIDE = { sigmaLow: 0.6, sigmaHigh: 20 };
const FALLING = { sigmaLow: '0:6 1:0.4 log', sigmaHigh: '0:30 1:1.2 log' };
/** As `train` has it: one sample from far away that is fitted well, then near ones. */
const { bandwidth, bandwidthFloor, guidanceFloor, guidanceCeiling } = parseConfig({ prompt: 'a mug' });
const MEAN_SHIFT = {
  bandwidth,
  bandwidthFloor,
  // Twice and four times as many as `train` has, for few steps and good ones: many near steps smooth.
  steps: '0:24 0.001:12 step',
  guidanceInterval: [guidanceFloor, guidanceCeiling] as const,
};
const MEAN_SHIFT_UPDATES = '0:150 0.001:15 step';

export const IMAGE_METHODS: readonly ImageMethod[] = [
  {
    name: 'sds',
    guidance: (denoiser) => sds(denoiser, WIDE),
    innerSteps: 1,
  },
  { name: 'sds annealed', guidance: (denoiser) => sds(denoiser, FALLING), innerSteps: 1 },
  {
    name: 'sdi',
    guidance: (denoiser) =>
      sdi(denoiser, { guidanceScale: 3, inversionScale: -3, sigmaHigh: '0:20 1:0.6 log', inversionSteps: 6 }),
    innerSteps: 6,
  },
  {
    name: 'vsd',
    guidance: (denoiser, particleSize) => vsd(denoiser, { ...FALLING, guidanceScale: 3, particleSize }),
    innerSteps: 1,
  },
  {
    name: 'msd paper',
    guidance: (denoiser) => msdPaper(denoiser, { ...MEAN_SHIFT, sigmaMax: 50 }),
    innerSteps: MEAN_SHIFT_UPDATES,
  },
  ...[1, 0.5, 0].map((kappa) => ({
    name: `msd κ=${kappa}`,
    guidance: (denoiser: Denoiser) => msd(denoiser, { ...MEAN_SHIFT, kappa }),
    innerSteps: MEAN_SHIFT_UPDATES,
  })),
];
