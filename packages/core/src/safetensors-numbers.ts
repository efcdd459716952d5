import { damagedSafetensors, decodeSafetensorsHeader, type SafetensorsType } from './safetensors-header.ts';

/** A tensor of numbers, whatever they are stored as. */
export interface Numbers {
  /** What they are in the file. */
  dtype: SafetensorsType;
  shape: number[];
  /** Exact, but for whole numbers beyond 2^53. */
  values: Float64Array;
}

/** How a number of each type is read, from where it begins. */
const READ: Partial<Record<SafetensorsType, (view: DataView, at: number) => number>> = {
  F64: (view, at) => view.getFloat64(at, true),
  F32: (view, at) => view.getFloat32(at, true),
  F16: (view, at) => halfPrecision(view.getUint16(at, true)),
  BF16: (view, at) => upperHalf(view.getUint16(at, true)),
  I64: (view, at) => Number(view.getBigInt64(at, true)),
  I32: (view, at) => view.getInt32(at, true),
  U32: (view, at) => view.getUint32(at, true),
  U8: (view, at) => view.getUint8(at),
};

/**
 * Parses a safetensors file of others' making, of which the numbers count and not how they are stored.
 * @param source the file, for messages
 * @throws UserError when the file is damaged, or holds other than plain numbers
 */
export function decodeNumbers(bytes: Uint8Array, source: string): Record<string, Numbers> {
  const { tensors } = decodeSafetensorsHeader(bytes, bytes.byteLength, source);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = tensors.map(({ name, dtype, shape, begin, end }) => {
    const numberAt = READ[dtype];
    if (!numberAt) {
      const known = Object.keys(READ).join(', ');
      throw damagedSafetensors(source, `tensor ${name} has type ${dtype}; known: ${known}`);
    }
    const values = new Float64Array(shape.reduce((a, b) => a * b, 1));
    const each = (end - begin) / values.length;
    for (let i = 0; i < values.length; i++) values[i] = numberAt(view, begin + i * each);
    return [name, { dtype, shape, values }];
  });
  return Object.fromEntries(read);
}

/** IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction. */
function halfPrecision(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** bfloat16: the upper half of a float32. */
function upperHalf(bits: number): number {
  return new Float32Array(Uint32Array.of(bits << 16).buffer)[0];
}
