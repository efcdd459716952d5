import {
  type Denoiser,
  type Guidance,
  msd,
  msdPaper,
  type SdsOptions,
  sdi,
  sds,
  vsd,
} from '@modeseek/guidance';

/** A way of moving points. */
export interface Method {
  name: string;
  /** As it is used: from coarse to fine over the run. */
  guidance: (denoiser: Denoiser, guidanceScale: number) => Guidance;
  /**
   * Share of the budget that the schedule takes if it never has to wait, see `mustWait`; absent where it
   * never waits.
   */
  share?: number;
  /** At one bandwidth, as an estimate of the gradient of log p_λ; null for what does not try to be one. */
  at: ((denoiser: Denoiser, bandwidth: number) => Guidance) | null;
}

/** Where methods that fall from coarse to fine end: a bandwidth, or the middle of a range of noise levels. */
const LOW = 0.02;
/** All noise levels at all times, as DreamFusion has it. */
const PLAIN = {
  sigmaLow: LOW,
  sigmaHigh: 1,
  weighting: 'dreamfusion',
} satisfies Partial<SdsOptions>;
const SDI = { sigmaMin: LOW / 4, inversionSteps: 6, inversionEta: 0 };
const MSD = { steps: 6, sigmaMin: LOW / 4 };
/** One step from far away: the mean of q itself instead of a sample, D(x; λ) (Tweedie). */
const MEAN = { kappa: 0, steps: 1, startOverBandwidth: 60 };
/**
 * Samples while the kernel is wide, so that points spread over modes; from half of the run on the mean, so
 * that they come to rest on them.
 */
const THEN_MEAN = { kappa: 0, steps: `0:${MSD.steps} 0.5:1 step` };
const MSD_VARIANTS = {
  'msd κ=1': { kappa: 1 },
  'msd κ=0.5': { kappa: 0.5 },
  'msd κ=0': { kappa: 0 },
  'msd mean': MEAN,
  'msd κ=0, then mean': THEN_MEAN,
  'msd automatic': THEN_MEAN,
};

/** How far the lowest and the highest noise level are from the middle one. */
const ASIDE = 1.5;
const fixed = (sigma: number) => ({ sigmaLow: sigma / ASIDE, sigmaHigh: sigma * ASIDE, guidanceScale: 1 });

/** @param high bandwidth, or noise level, at the start */
export function methods(high: number): Method[] {
  const falling = `0:${high} 1:${LOW} log`;
  const annealed = {
    sigmaLow: `0:${high / ASIDE} 1:${LOW / ASIDE} log`,
    sigmaHigh: `0:${high * ASIDE} 1:${LOW * ASIDE} log`,
  };
  return [
    {
      name: 'sds',
      guidance: (denoiser, guidanceScale) => sds(denoiser, { ...PLAIN, guidanceScale }),
      at: (denoiser) => sds(denoiser, { ...PLAIN, guidanceScale: 1 }),
    },
    {
      name: 'sds annealed',
      guidance: (denoiser, guidanceScale) => sds(denoiser, { guidanceScale, ...annealed }),
      at: (denoiser, bandwidth) => sds(denoiser, fixed(bandwidth)),
    },
    {
      name: 'sdi',
      guidance: (denoiser, guidanceScale) =>
        sdi(denoiser, { ...SDI, guidanceScale, inversionScale: 2 - guidanceScale, sigmaHigh: falling }),
      at: (denoiser, bandwidth) =>
        sdi(denoiser, { ...SDI, guidanceScale: 1, inversionScale: 1, sigmaHigh: bandwidth }),
    },
    {
      name: 'vsd',
      guidance: (denoiser, guidanceScale) => vsd(denoiser, { guidanceScale, particleSize: 2, ...annealed }),
      at: null,
    },
    {
      name: 'msd paper',
      guidance: (denoiser, guidanceScale) =>
        msdPaper(denoiser, { ...MSD, guidanceScale, sigmaMax: 3, bandwidth: falling }),
      at: (denoiser, bandwidth) => msdPaper(denoiser, { ...MSD, guidanceScale: 1, sigmaMax: 3, bandwidth }),
    },
    ...Object.entries(MSD_VARIANTS).map(
      ([name, variant]): Method => ({
        name,
        guidance: (denoiser, guidanceScale) =>
          msd(denoiser, { ...MSD, ...variant, guidanceScale, bandwidth: falling }),
        share: name === 'msd automatic' ? 1 / 3 : undefined,
        at: (denoiser, bandwidth) => msd(denoiser, { ...MSD, ...variant, guidanceScale: 1, bandwidth }),
      }),
    ),
  ];
}
