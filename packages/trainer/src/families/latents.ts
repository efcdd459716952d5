import type { FamilyPreset, PresetOptions } from './family.ts';

/** Renders begin so small: what is far from any object needs no detail. */
const FIRST_EDGE = 64;
/** Renders and targets are never larger, whatever the model's pictures. */
const LARGEST_EDGE = 512;
/** Pictures from here on have more detail than the default field has room for. */
const LARGE = 256;

/**
 * What all models of latents have in common, after threestudio's configurations of DreamFusion and MVDream.
 * They draw no geometry, know no pictures to go with, and views of one surface are not made to agree, for each
 * answer of the model would have to be decoded and encoded again. Renders grow at half of the run.
 */
export function latentOptions(imageSize: number): PresetOptions {
  const [first, last] = [FIRST_EDGE, LARGEST_EDGE].map((edge) => Math.min(edge, imageSize));
  const grows = last > first;
  const growing = grows ? `0:${first} 0.5:${last} step` : last;
  const large = { fieldLevels: 12, fieldTableSize: 18, fieldFinestResolution: 1024, previewResolution: 128 };
  return {
    resolution: growing,
    askResolution: growing,
    innerStride: grows ? `0:1 0.5:${last > 4 * first ? 4 : 2} step` : 1,
    activeLevels: '0:0.5 0.2:0.5 0.6:1',
    learningRate: '0:0.01 0.5:0.01 1:0.002',
    anchors: 0,
    agreement: 0,
    outlineContrast: 1,
    orientation: '0:0.001 0.5:0.02',
    sparsity: 0.001,
    opacityEntropy: '0:0 0.5:0.02 1:0.5',
    checkpointEvery: 20,
    previewEvery: 20,
    ...(imageSize >= LARGE && large),
  };
}

/** Where classifier-free guidance is worth having in latents (Kynkäänniemi et al. 2024, of Stable Diffusion XL). */
const GUIDED = { guidanceFloor: 0.28, guidanceCeiling: 5.42 } as const;

/**
 * Mean shift: kernels that are drawn from a wide range, whose ends fall as MVDream's noise levels do in
 * threestudio, from 98 % of the timesteps to 2 and 50 %.
 */
const MEAN_SHIFT = {
  ...GUIDED,
  batch: 4,
  guidanceScale: 7.5,
  bandwidth: '0:12 0.8:1.6 log',
  bandwidthFloor: '0:11 0.8:0.15 log',
  samplerSteps: 8,
  innerSteps: 10,
} as const;

/** Noise of 98 % of the timesteps, at the most; a target that is decoded serves several updates. */
const SCORE = { sigmaLow: 0.15, sigmaHigh: 13, innerSteps: 4 } as const;

/**
 * A guided estimate is decoded here, and at DreamFusion's scale of 100 it is far outside of what a decoder
 * knows: haloes, other colours (`docs/latents.md`).
 */
const DECODED_SCALE = 15;

/** Options of all methods, for the families to change. */
export const LATENT_METHODS = {
  msd: MEAN_SHIFT,
  'msd-paper': MEAN_SHIFT,
  sds: { ...SCORE, guidanceScale: DECODED_SCALE },
  vsd: { ...SCORE, guidanceScale: 7.5 },
  sdi: { ...SCORE, guidanceScale: 7.5, sigmaHigh: '0:13 1:0.6 log' },
} satisfies FamilyPreset['methods'];

/** Mean shift of pictures: as with the embedded model, at the noise levels of latents. */
const PICTURE = {
  ...GUIDED,
  guidanceScale: 7.5,
  bandwidth: '0:12 0.001:0.8 1:0.3 log',
  bandwidthFloor: '0:0 0.001:0.1 step',
} as const;
const PICTURE_SCORE = { sigmaLow: 0.15, sigmaHigh: 13 } as const;

/** Options of pictures. */
export const LATENT_PICTURES = {
  msd: PICTURE,
  'msd-paper': PICTURE,
  sds: { ...PICTURE_SCORE, guidanceScale: 100 },
  vsd: { guidanceScale: 7.5, sigmaLow: '0:2 1:0.15 log', sigmaHigh: '0:13 1:0.5 log' },
  sdi: { guidanceScale: 7.5, sigmaHigh: '0:13 1:0.3 log' },
} satisfies FamilyPreset['pictureMethods'];

const MEAN_SHIFT_STEPS = { draft: 100, standard: 400, high: 1200 };
const SCORE_STEPS = { draft: 250, standard: 1000, high: 2500 };

export const LATENT_STEPS: FamilyPreset['steps'] = {
  msd: MEAN_SHIFT_STEPS,
  'msd-paper': MEAN_SHIFT_STEPS,
  sds: SCORE_STEPS,
  vsd: SCORE_STEPS,
  sdi: SCORE_STEPS,
};
