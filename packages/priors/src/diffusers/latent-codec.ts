import { type Images, resample } from '@modeseek/core';
import type { PictureCodec } from '../prior.ts';
import type { Network, OpenNetwork } from './network.ts';

/** Sizes of pictures, and of the latents that stand for them. */
export interface LatentFormat {
  /** Sides of the square pictures, in pixels. */
  imageSize: number;
  /** Latents of a picture: `[channels, size, size]`. */
  channels: number;
  size: number;
  /** By what the encoder's numbers are multiplied, so that they have about unit variance. */
  scale: number;
}

/** Numbers of one picture's latents. */
export function latentLength({ channels, size }: LatentFormat): number {
  return channels * size * size;
}

/**
 * Pictures to latents and back, by a variational autoencoder (Rombach et al. 2022). Its two networks are
 * started when they are first needed. Pictures go through one by one, for large ones take much memory.
 */
export class LatentCodec implements PictureCodec {
  private encoder: Promise<Network> | undefined;
  private decoder: Promise<Network> | undefined;

  constructor(
    readonly format: LatentFormat,
    private readonly open: { encoder: OpenNetwork; decoder: OpenNetwork },
  ) {}

  /**
   * The means of pictures' latents, scaled; other sizes are resampled.
   * @param images colours in [0, 1]
   * @returns `[batch, channels, size, size]`
   */
  async encode(images: Images): Promise<Float32Array> {
    this.encoder ??= this.open.encoder();
    const encoder = await this.encoder;
    const { imageSize, scale } = this.format;
    const each = latentLength(this.format);
    const colours = resample(images, 3, imageSize, imageSize);
    const latents = new Float32Array(images.batch * each);
    for (let i = 0; i < images.batch; i++) {
      const sample = { shape: [1, 3, imageSize, imageSize], data: toPlanes(colours, i, imageSize) };
      const { output } = await encoder.run({ sample });
      latents.set(
        output.data.map((value) => value * scale),
        i * each,
      );
    }
    return latents;
  }

  /**
   * The pictures of latents.
   * @param latents `[batch, channels, size, size]`
   * @returns colours, not bounded: the decoder may leave [0, 1] by a little
   */
  async decode(latents: Float32Array): Promise<Images> {
    this.decoder ??= this.open.decoder();
    const decoder = await this.decoder;
    const { imageSize, channels, size, scale } = this.format;
    const each = latentLength(this.format);
    const batch = latents.length / each;
    const pixels = imageSize * imageSize;
    const data = new Float32Array(batch * pixels * 3);
    for (let i = 0; i < batch; i++) {
      const values = Float32Array.from(latents.subarray(i * each, (i + 1) * each), (value) => value / scale);
      const { output } = await decoder.run({ sample: { shape: [1, channels, size, size], data: values } });
      for (let p = 0; p < pixels; p++) {
        for (let c = 0; c < 3; c++) {
          data[(i * pixels + p) * 3 + c] = (output.data[c * pixels + p] + 1) / 2;
        }
      }
    }
    return { data, batch, height: imageSize, width: imageSize };
  }

  async dispose(): Promise<void> {
    const networks = await Promise.allSettled([this.encoder, this.decoder]);
    await Promise.all(networks.map((each) => each.status === 'fulfilled' && each.value?.dispose()));
  }
}

/** One picture, colours apart and in [-1, 1]. */
function toPlanes(colours: Float32Array, picture: number, side: number): Float32Array<ArrayBuffer> {
  const pixels = side * side;
  const planes = new Float32Array(3 * pixels);
  for (let p = 0; p < pixels; p++) {
    for (let c = 0; c < 3; c++) planes[c * pixels + p] = 2 * colours[(picture * pixels + p) * 3 + c] - 1;
  }
  return planes;
}
