import { coloursAt, type Drawing, type SeenViews, seenOfColours } from '@modeseek/core';
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

/**
 * Drawings that are latents, `[channels, size, size]` of each view, made of colours by a variational
 * autoencoder (Rombach et al. 2022). Its two networks are started when they are first needed. Pictures go
 * through one by one, for large ones take much memory.
 */
export class LatentDrawing implements Drawing {
  readonly geometryScale = 0;
  private encoder: Promise<Network> | undefined;
  private decoder: Promise<Network> | undefined;

  constructor(
    readonly format: LatentFormat,
    private readonly open: { encoder: OpenNetwork; decoder: OpenNetwork },
  ) {}

  get size(): number {
    return this.format.imageSize;
  }

  get length(): number {
    const { channels, size } = this.format;
    return channels * size * size;
  }

  /** The means of pictures' latents, scaled. */
  async pack(seen: SeenViews): Promise<Float32Array> {
    return this.encode(coloursAt(seen, this.size));
  }

  /** Colours are bounded to [0, 1], which the decoder leaves by a little. */
  async unpack(drawing: Float32Array, edge: number): Promise<SeenViews> {
    const colours = await this.colours(drawing);
    const bounded = colours.map((value) => Math.min(1, Math.max(-1, value)));
    return seenOfColours(bounded, this.size, edge);
  }

  /** The pictures of latents; the decoder may leave [-1, 1] by a little. */
  async colours(drawing: Float32Array): Promise<Float32Array> {
    this.decoder ??= this.open.decoder();
    const decoder = await this.decoder;
    const { channels, size, scale } = this.format;
    const { length } = this;
    const pixels = this.size ** 2;
    const batch = drawing.length / length;
    const colours = new Float32Array(batch * pixels * 3);
    for (let i = 0; i < batch; i++) {
      const data = Float32Array.from(
        drawing.subarray(i * length, (i + 1) * length),
        (value) => value / scale,
      );
      const { output } = await decoder.run({ sample: { shape: [1, channels, size, size], data } });
      for (let p = 0; p < pixels; p++) {
        for (let c = 0; c < 3; c++) colours[(i * pixels + p) * 3 + c] = output.data[c * pixels + p];
      }
    }
    return colours;
  }

  recoloured(_drawing: Float32Array, colours: Float32Array): Promise<Float32Array> {
    return this.encode(colours);
  }

  async dispose(): Promise<void> {
    const networks = await Promise.allSettled([this.encoder, this.decoder]);
    await Promise.all(networks.map((each) => each.status === 'fulfilled' && each.value?.dispose()));
  }

  /** @param colours `[views, imageSize, imageSize, 3]` in [-1, 1] */
  private async encode(colours: Float32Array): Promise<Float32Array> {
    this.encoder ??= this.open.encoder();
    const encoder = await this.encoder;
    const { imageSize, scale } = this.format;
    const batch = colours.length / (3 * imageSize * imageSize);
    const latents = new Float32Array(batch * this.length);
    for (let i = 0; i < batch; i++) {
      const sample = { shape: [1, 3, imageSize, imageSize], data: toPlanes(colours, i, imageSize) };
      const { output } = await encoder.run({ sample });
      latents.set(
        output.data.map((value) => value * scale),
        i * this.length,
      );
    }
    return latents;
  }
}

/** One picture, colours apart. */
function toPlanes(colours: Float32Array, picture: number, side: number): Float32Array<ArrayBuffer> {
  const pixels = side * side;
  const planes = new Float32Array(3 * pixels);
  for (let p = 0; p < pixels; p++) {
    for (let c = 0; c < 3; c++) planes[c * pixels + p] = colours[(picture * pixels + p) * 3 + c];
  }
  return planes;
}
