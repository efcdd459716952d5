import { MVDREAM_VIEWS } from '../diffusers/mvdream-views.ts';
import { latentFamily } from './latent-family.ts';

/** MVDream in diffusers' layout. */
export const mvdreamFamily = latentFamily('mvdream', 'MVDreamPipeline', MVDREAM_VIEWS);
