import type { FamilyPreset } from './family.ts';
import { LATENT_METHODS, LATENT_PICTURES, LATENT_STEPS, latentOptions } from './latents.ts';

const BATCH = { batch: '0:8 0.5:4 step' };
/** The range of noise levels falls, from 98 % of the timesteps to 2 and 50 %. */
const FALLING = { sigmaLow: '0:12.5 0.8:0.15 log', sigmaHigh: '0:13 0.8:1.6 log' };

/** MVDream: four views at once. Cameras, noise and guidance as threestudio has them for it. */
export const mvdream: FamilyPreset = {
  name: 'mvdream',
  options: (imageSize) => ({
    ...latentOptions(imageSize),
    ...BATCH,
    relativeDistance: true,
    distanceMin: 0.8,
    distanceMax: 1,
    fieldOfViewMin: 15,
    fieldOfViewMax: 60,
    elevationMin: 0,
    elevationMax: 30,
  }),
  methods: {
    ...LATENT_METHODS,
    msd: { ...LATENT_METHODS.msd, ...BATCH },
    'msd-paper': { ...LATENT_METHODS['msd-paper'], ...BATCH },
    sds: { ...LATENT_METHODS.sds, ...FALLING, guidanceScale: 50, guidanceRescale: 0.5 },
    vsd: { ...LATENT_METHODS.vsd, ...FALLING },
  },
  picture: { count: 4, around: true },
  pictureMethods: LATENT_PICTURES,
  steps: LATENT_STEPS,
};
