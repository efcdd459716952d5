import { breathe, type Images, toBytes, type View } from '@modeseek/core';
import type { RunModel } from '@modeseek/trainer';
import sharp from 'sharp';

/** Renders views one at a time, which bounds memory and gives progress. */
export async function renderViews(
  model: Pick<RunModel, 'render'>,
  views: readonly View[],
  size: number,
  onProgress: (share: number) => void = () => {},
): Promise<Images> {
  const data = new Float32Array(views.length * size * size * 3);
  for (const [i, view] of views.entries()) {
    const { images } = await model.render([view], size, size);
    data.set(images.data, i * size * size * 3);
    onProgress((i + 1) / views.length);
  }
  return { data, batch: views.length, height: size, width: size };
}

/** An endless animated WebP of a batch of pictures. @param seconds length of one round */
export async function encodeTurntable(
  { data, batch, height, width }: Images,
  seconds: number,
): Promise<Buffer> {
  const bytes = new Uint8Array(data.length);
  const frame = data.length / batch;
  for (let begin = 0; begin < data.length; begin += frame) {
    bytes.set(toBytes(data.subarray(begin, begin + frame)), begin);
    await breathe();
  }
  const raw = { width, height: height * batch, channels: 3, pageHeight: height } as const;
  const delay = Array.from({ length: batch }, () => Math.round((seconds * 1000) / batch));
  return sharp(bytes, { raw }).webp({ quality: 85, loop: 0, delay }).toBuffer();
}
