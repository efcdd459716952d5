import { expect, test } from '@jest/globals';
import { pictureSize } from '@modeseek/core';
import sharp, { type Sharp } from 'sharp';

/** Sizes of pictures are read before they are unpacked: here, of those that sharp writes. */

const FORMATS: Record<string, (picture: Sharp) => Sharp> = {
  PNG: (picture) => picture.png(),
  JPEG: (picture) => picture.jpeg(),
  'progressive JPEG': (picture) => picture.jpeg({ progressive: true }),
  'JPEG with a profile': (picture) => picture.withMetadata().jpeg(),
  'WebP with losses': (picture) => picture.webp(),
  'WebP without': (picture) => picture.webp({ lossless: true }),
  'WebP with a profile': (picture) => picture.withMetadata().webp(),
};

test.each(Object.entries(FORMATS))('%s', async (_, write) => {
  for (const [width, height] of [
    [37, 500],
    [1025, 3],
  ]) {
    const create = { width, height, channels: 4 as const, background: { r: 200, g: 10, b: 30, alpha: 0.5 } };
    const bytes = await write(sharp({ create })).toBuffer();
    expect(pictureSize(bytes)).toEqual({ width, height });
    expect(pictureSize(bytes.subarray(0, 12))).toBeUndefined();
  }
});

test('what is no picture has no size', () => {
  for (const text of ['', 'GIF89a', 'no picture, but a longer text than a header is']) {
    expect(pictureSize(new TextEncoder().encode(text))).toBeUndefined();
  }
});
