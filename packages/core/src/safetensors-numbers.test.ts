import { expect, test } from '@jest/globals';
import { UserError } from './errors.ts';
import { decodeNumbers } from './safetensors-numbers.ts';

/** A file with one tensor. */
function fileOf(dtype: string, shape: number[], bytes: readonly number[]): Buffer {
  const header = JSON.stringify({ x: { dtype, shape, data_offsets: [0, bytes.length] } });
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, Buffer.from(header), Uint8Array.from(bytes)]);
}

const littleEndian = (...numbers: number[]) => numbers.flatMap((bits) => [bits & 255, bits >> 8]);

test.each<[string, number[], number[]]>([
  // 1, -2, the largest, the smallest, and the ends of what is below 2^-14 (IEEE 754-2019, table 3.5).
  [
    'F16',
    littleEndian(0x3c00, 0xc000, 0x7bff, 0x0001, 0x03ff, 0x0400, 0xfc00, 0x3555),
    [1, -2, 65504, 2 ** -24, 1023 * 2 ** -24, 2 ** -14, -Infinity, 0.333251953125],
  ],
  ['BF16', littleEndian(0x3f80, 0xc000, 0x4049), [1, -2, 3.140625]],
  ['F64', [...new Uint8Array(Float64Array.of(0.1, -1e300).buffer)], [0.1, -1e300]],
  ['F32', [...new Uint8Array(Float32Array.of(0.5, -3).buffer)], [0.5, -3]],
  ['I64', [...new Uint8Array(BigInt64Array.of(49407n, -1n).buffer)], [49407, -1]],
  ['I32', [...new Uint8Array(Int32Array.of(7, -7).buffer)], [7, -7]],
  ['U32', [255, 255, 255, 255], [2 ** 32 - 1]],
  ['U8', [0, 255], [0, 255]],
])('%s is read as numbers', (dtype, bytes, values) => {
  const { x } = decodeNumbers(fileOf(dtype, [values.length], bytes), 'x.safetensors');
  expect({ ...x, values: [...x.values] }).toEqual({ dtype, shape: [values.length], values });
});

test('half a number that is none, a single number, and no numbers', () => {
  expect(decodeNumbers(fileOf('F16', [1], littleEndian(0x7e00)), '').x.values[0]).toBeNaN();
  expect([...decodeNumbers(fileOf('F16', [], littleEndian(0x3c00)), '').x.values]).toEqual([1]);
  expect([...decodeNumbers(fileOf('F16', [0, 4], []), '').x.values]).toEqual([]);
});

test('other types and damage are said', () => {
  const decode = (bytes: Uint8Array) => () => decodeNumbers(bytes, 'x.safetensors');
  expect(decode(fileOf('BOOL', [1], [1]))).toThrow(
    'x.safetensors is damaged: tensor x has type BOOL; known: F64, F32, F16, BF16, I64, I32, U32, U8',
  );
  expect(decode(fileOf('F16', [2], littleEndian(1)))).toThrow(UserError);
});
