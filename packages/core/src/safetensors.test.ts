import { describe, expect, test } from '@jest/globals';
import { UserError } from './errors.ts';
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts';

const file = () => ({
  tensors: {
    weights: { shape: [2, 2], data: Float32Array.of(1, -2.5, 3, 0) },
    bytes: { shape: [3], data: Uint8Array.of(7, 8, 9) },
  },
  metadata: { step: '12' },
});

describe('safetensors', () => {
  test('what is written is read again, from an array or from a Buffer inside a larger one', () => {
    const bytes = encodeSafetensors(file());
    const pool = Buffer.alloc(bytes.length + 16);
    pool.set(bytes, 8);
    expect(decodeSafetensors(bytes)).toEqual(file());
    expect(decodeSafetensors(pool.subarray(8, 8 + bytes.length))).toEqual(file());
  });

  test.each([
    ['nothing', 4],
    ['half a header', 40],
    ['half the data', -4],
  ])('a file cut to %s is called damaged', (_, end) => {
    const cut = () => decodeSafetensors(encodeSafetensors(file()).slice(0, end), 'x.safetensors');
    expect(cut).toThrow(UserError);
    expect(cut).toThrow(/x\.safetensors is damaged/);
  });

  test.each([
    'null',
    '[]',
    '{"__metadata__":3}',
    '{"__metadata__":{"step":3}}',
    '{"x":null}',
    '{"x":{"dtype":"F32","shape":"2","data_offsets":[0,8]}}',
    '{"x":{"dtype":"toString","shape":[0],"data_offsets":[0,0]}}',
    '{"x":{"dtype":"F32","shape":[1],"data_offsets":[0]}}',
    '{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}',
  ])('a header like %s is called damaged', (header) => {
    const decode = () => decodeSafetensors(withHeader(header), 'x.safetensors');
    expect(decode).toThrow(UserError);
    expect(decode).toThrow(/x\.safetensors is damaged/);
  });

  const bytesAt = (...data_offsets: number[]) => ({ dtype: 'U8', shape: [4], data_offsets });
  test.each<[string, string | object, RegExp]>([
    [
      'tensors that share data',
      { a: bytesAt(0, 4), b: bytesAt(0, 4) },
      /b does not begin where the one before/,
    ],
    ['tensors that overlap', { a: bytesAt(0, 4), b: bytesAt(2, 6) }, /b does not begin where/],
    ['a hole', { a: bytesAt(4, 8) }, /a does not begin where/],
    ['data of no tensor', { a: bytesAt(0, 4) }, /longer than its tensors/],
    ['an end before the beginning', { a: bytesAt(4, 0), b: bytesAt(4, 8) }, /a does not fit/],
    ['a negative beginning', { a: bytesAt(-4, 0), b: bytesAt(0, 8) }, /a is not described/],
    ['offsets beyond the file', { a: bytesAt(2 ** 52, 2 ** 52 + 4) }, /a does not begin where/],
    [
      'data beyond the file',
      { a: bytesAt(0, 4), b: { ...bytesAt(4, 12), shape: [8] } },
      /it has \d+ of \d+ bytes/,
    ],
    [
      'a size beyond numbers',
      { a: { dtype: 'F32', shape: [2 ** 52, 2 ** 52, 2 ** 52, 0], data_offsets: [0, 8] } },
      /a does not fit/,
    ],
    ['many dimensions', { a: { ...bytesAt(0, 8), shape: Array(9).fill(1) } }, /a is not described/],
    [
      'one name twice',
      `{"a":${JSON.stringify(bytesAt(0, 4))},"\\u0061":${JSON.stringify(bytesAt(0, 8))}}`,
      /two entries/,
    ],
    ['one fact twice', '{"__metadata__":{"step":"1","step":"2"}}', /two entries of one name/],
    ['entries within entries', '{"a":{"b":{"c":{}}}}', /entries within entries/],
    [
      'the name __proto__',
      `{"__proto__":${JSON.stringify(bytesAt(0, 8))}}`,
      /a tensor by the name "__proto__"/,
    ],
    ['a name of control characters', { '\u001b[31m': bytesAt(0, 8) }, /a tensor by the name "\\u001b\[31m"/],
    ['metadata called __proto__', '{"__metadata__":{"__proto__":"x"}}', /metadata is not text by name/],
    ['bytes that are no text', '{"a":"\xff"}', /is not JSON/],
    ['a bottomless list', '['.repeat(100_000), /is not JSON/],
  ])('%s is called damaged', (_, header, message) => {
    const text = typeof header === 'string' ? header : JSON.stringify(header);
    const bytes = Buffer.concat([withHeader(text), Buffer.alloc(8)]);
    const decode = () => decodeSafetensors(bytes, 'x.safetensors');
    expect(decode).toThrow(UserError);
    expect(decode).toThrow(message);
  });

  test.each([2n ** 60n, 2n ** 64n - 1n])('a header of %d bytes is beyond the file', (length) => {
    const bytes = Buffer.alloc(64);
    bytes.writeBigUInt64LE(length);
    expect(() => decodeSafetensors(bytes)).toThrow(/shorter than its header says/);
  });

  test('headers have a bound, below which they are read without ado', () => {
    const padded = (length: number) => withHeader(`{"__metadata__":{"a":"${' '.repeat(length)}"}}`);
    expect(decodeSafetensors(padded(4_000_000)).metadata.a).toHaveLength(4_000_000);
    expect(() => decodeSafetensors(padded(5_000_000))).toThrow(/header is too long/);
    const escaped = withHeader(`{"__metadata__":{"a":"${'\\"'.repeat(2_000_000)}"}}`);
    expect(decodeSafetensors(escaped).metadata.a).toHaveLength(2_000_000);
  });

  test('empty tensors lie anywhere between others, and the order is that of the header', () => {
    const tensors = {
      z: { shape: [2], data: Uint8Array.of(1, 2) },
      none: { shape: [0, 3], data: new Uint8Array() },
      a: { shape: [], data: Uint8Array.of(3) },
    };
    const read = decodeSafetensors(encodeSafetensors({ tensors, metadata: {} }));
    expect(read.tensors).toEqual(tensors);
    expect(Object.keys(read.tensors)).toEqual(['z', 'none', 'a']);
  });
});

/** A file of a header alone, each of whose characters is a byte. */
function withHeader(header: string): Buffer {
  const bytes = Buffer.alloc(8 + header.length);
  bytes.writeBigUInt64LE(BigInt(header.length));
  bytes.write(header, 8, 'latin1');
  return bytes;
}
