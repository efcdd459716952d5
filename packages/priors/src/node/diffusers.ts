import { SINGLE_VIEWS } from '../diffusers/view-conditioning.ts';
import { latentFamily } from './latent-family.ts';

/** Stable Diffusion 1 and 2, Turbo, and what was made of them: folders as diffusers writes them. */
export const diffusersFamily = latentFamily('diffusers', 'StableDiffusionPipeline', SINGLE_VIEWS);
