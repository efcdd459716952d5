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
    const bytes = Buffer.alloc(8 + header.length);
    bytes.writeBigUInt64LE(BigInt(header.length));
    bytes.write(header, 8);
    const decode = () => decodeSafetensors(bytes, 'x.safetensors');
    expect(decode).toThrow(UserError);
    expect(decode).toThrow(/x\.safetensors is damaged/);
  });
});
