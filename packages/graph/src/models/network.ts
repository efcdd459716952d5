import type { Precision } from '../builder.ts';

/** Most channels, tokens, layers and so on that a network's configuration may ask for. */
export const MOST = 2 ** 20;

export interface NetworkOptions {
  /** float32 where it is left out. float16 is for GPUs: processors are slower by it. */
  precision?: Precision;
}

export interface PictureOptions extends NetworkOptions {
  /** Of what goes in, in its own pixels: latents or pictures. */
  height: number;
  width: number;
}
