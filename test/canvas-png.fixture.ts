import { type Picture, toBytes } from '@modeseek/core';

/** A PNG, as a page makes it. */
export async function encodeOnCanvas({ data, width, height }: Picture): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(width, height);
  const pixels = new ImageData(width, height);
  const bytes = toBytes(data.subarray(0, width * height * 3));
  for (let i = 0; i < width * height; i++) {
    pixels.data.set([...bytes.subarray(i * 3, i * 3 + 3), 255], i * 4);
  }
  canvas.getContext('2d')!.putImageData(pixels, 0, 0);
  return new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
}
