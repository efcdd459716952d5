import type { GraphOptions } from '../builder.ts';

/** Most channels, tokens, layers and so on that a network's configuration may ask for. */
export const MOST = 2 ** 20;

export interface PictureOptions extends GraphOptions {
  /** Of what goes in, in its own pixels: latents or pictures. */
  height: number;
  width: number;
}
