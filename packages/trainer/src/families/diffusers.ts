import type { FamilyPreset } from './family.ts';
import { LATENT_METHODS, LATENT_PICTURES, LATENT_STEPS, latentOptions } from './latents.ts';

/**
 * Stable Diffusion: single pictures. Cameras, shading and scale of guidance as threestudio has them for
 * DreamFusion.
 */
export const diffusers: FamilyPreset = {
  name: 'diffusers',
  options: (imageSize) => ({
    ...latentOptions(imageSize),
    batch: 1,
    distanceMin: 1.5,
    distanceMax: 2,
    fieldOfViewMin: 40,
    fieldOfViewMax: 70,
    elevationMin: -10,
    elevationMax: 45,
    shadingShare: '0:0 0.2:0.75 step',
    texturelessShare: 0.5,
  }),
  methods: LATENT_METHODS,
  picture: {},
  pictureMethods: LATENT_PICTURES,
  steps: LATENT_STEPS,
};
