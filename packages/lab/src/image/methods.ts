import type { PictureConfigInput } from '@modeseek/picture';
import { type ModelKind, picturePresets } from '@modeseek/trainer';

/** A way of making a picture. */
export interface ImageMethod {
  name: string;
  /** What `image` is given for it, with a kind of model; all else is as by default. */
  options(model: ModelKind): Partial<PictureConfigInput>;
}

/** Noise levels that fall, which are those of VSD. */
function falling(model: ModelKind): Partial<PictureConfigInput> {
  const { sigmaLow, sigmaHigh } = picturePresets('vsd', model);
  return { sigmaLow, sigmaHigh } as Partial<PictureConfigInput>;
}

export const IMAGE_METHODS: readonly ImageMethod[] = [
  { name: 'sds', options: () => ({ guidance: 'sds' }) },
  { name: 'sds annealed', options: (model) => ({ guidance: 'sds', ...falling(model) }) },
  { name: 'sdi', options: () => ({ guidance: 'sdi' }) },
  { name: 'vsd', options: () => ({ guidance: 'vsd' }) },
  { name: 'msd paper', options: () => ({ guidance: 'msd-paper' }) },
  ...[1, 0.5, 0].map((kappa) => ({ name: `msd κ=${kappa}`, options: () => ({ kappa }) })),
];
