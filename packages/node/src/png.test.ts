import { deflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { UserError } from '@modeseek/core';
import { decodePng, encodePng } from './png.ts';

const image = { data: Float32Array.of(0, 0.2, 0.4, 0.6, 0.8, 1), batch: 1, height: 1, width: 2 };

test('what is written is read again', () => {
  const { data, ...size } = decodePng(encodePng(image));
  expect(size).toEqual({ batch: 1, height: 1, width: 2 });
  data.forEach((value, i) => {
    expect(value).toBeCloseTo(image.data[i], 2);
  });
});

describe('is refused in one line before anything is unpacked', () => {
  /** A valid picture with another header, whose sum is right. */
  function withHeader(change: (header: Buffer) => void): Buffer {
    const png = encodePng(image);
    const header = png.subarray(16, 29);
    change(header);
    png.writeInt32BE(crc(png.subarray(12, 29)), 29);
    return png;
  }

  const cases: [string, () => Buffer, RegExp][] = [
    ['nothing', () => Buffer.alloc(0), /shot\.png cannot be read: it is no PNG/],
    ['something else', () => Buffer.alloc(99, 'x'), /it is no PNG/],
    [
      'a huge width',
      () => withHeader((header) => header.writeUInt32BE(2 ** 31 - 1, 0)),
      /2147483647 × 1 pixels/,
    ],
    [
      'a huge area',
      () => {
        return withHeader((header) => {
          header.writeUInt32BE(10_000, 0);
          header.writeUInt32BE(10_000, 4);
        });
      },
      /10000 × 10000 pixels in \d+ bytes, which is too large/,
    ],
    [
      'interlacing, whose data have no bound',
      () => withHeader((header) => header.writeUInt8(1, 12)),
      /interlaced/,
    ],
    ['no area', () => withHeader((header) => header.writeUInt32BE(0, 0)), /it has no pixels/],
    ['an unknown kind of colour', () => withHeader((header) => header.writeUInt8(5, 9)), /it is damaged/],
    ['half of it', () => encodePng(image).subarray(0, 50), /it is damaged/],
    [
      'a wrong sum',
      () => {
        const png = encodePng(image);
        png[45] ^= 1;
        return png;
      },
      /it is damaged/,
    ],
  ];
  test.each(cases)('%s', (_, make, message) => {
    const decode = () => decodePng(make(), 'shot.png');
    expect(decode).toThrow(UserError);
    expect(decode).toThrow(message);
    expect(decode).not.toThrow(/\n/);
  });
});

test('data that go on without end are not unpacked', () => {
  const bomb = deflateSync(Buffer.alloc(50_000_000));
  const png = encodePng(image);
  const [before, after] = [png.subarray(0, 33), png.subarray(-12)];
  const chunk = Buffer.alloc(12 + bomb.length);
  chunk.writeUInt32BE(bomb.length);
  chunk.write('IDAT', 4);
  chunk.set(bomb, 8);
  chunk.writeInt32BE(crc(chunk.subarray(4, -4)), chunk.length - 4);
  expect(() => decodePng(Buffer.concat([before, chunk, after]))).toThrow(
    /the PNG cannot be read: it is damaged/,
  );
});

/** CRC-32 of a chunk's name and data: PNG specification, annex D. */
function crc(bytes: Uint8Array): number {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return ~sum;
}
