import { deflateSync } from 'node:zlib';
import { UserError } from '@modeseek/core';
import { decodePng, encodePng } from '@modeseek/node';
import { mutateBytes, nastyNumber } from '../mutate.ts';
import { expectThat, type Target } from '../target.ts';

/** PNGs: damaged, and with chunks whose sums are right. */
export const imageTarget: Target = {
  name: 'image',
  share: 1,
  async prepare() {
    const data = Float32Array.from({ length: 12 * 9 * 3 }, (_, i) => (i % 7) / 7);
    const whole = encodePng({ data, batch: 1, height: 9, width: 12 });
    return {
      async attempt(rng, show) {
        let bytes = mutateBytes(rng, whole);
        if (rng.chance(0.6)) {
          const [header, pixels, end] = [13, 0, 0].map((length) => Buffer.alloc(length));
          header.writeUInt32BE(nastyNumber(rng, 12) >>> 0, 0);
          header.writeUInt32BE(rng.pick([9, nastyNumber(rng, 9) >>> 0]), 4);
          header.set([rng.pick([8, 1, 2, 4, 16, 3]), rng.pick([2, 0, 3, 4, 6, 7]), 0, 0, rng.int(3)], 8);
          const rows = deflateSync(Buffer.alloc(rng.pick([0, 1, 9 * 37, 1e5]), rng.int(256)));
          const chunks = [
            chunk('IHDR', header),
            chunk('IDAT', rows),
            chunk('IEND', end),
            chunk('PLTE', pixels),
          ];
          bytes = Buffer.concat([whole.subarray(0, 8), ...chunks.filter(() => rng.chance(0.95))]);
        }
        show(bytes);
        const image = readPng(bytes);
        expectThat(
          image.data.length === image.width * image.height * 3,
          'its size is not that of its pixels',
        );
        expectThat(
          image.data.every((x) => x >= 0 && x <= 1),
          'colours beyond [0, 1]',
        );
      },
    };
  },
};

/**
 * Only the benchmarks read pictures, which runs of ours have written: an error of the library that says what is
 * wrong will do.
 */
function readPng(bytes: Buffer) {
  try {
    return decodePng(bytes);
  } catch (error) {
    throw error instanceof RangeError || error instanceof TypeError ? error : new UserError(String(error));
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(named, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
