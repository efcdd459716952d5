import { damagedSafetensors, decodeSafetensorsHeader } from './safetensors-header.ts';

/** Array types that we store, by their safetensors name. */
const TYPES = {
  F32: Float32Array,
  I32: Int32Array,
  U32: Uint32Array,
  U8: Uint8Array,
} as const;
type TypeName = keyof typeof TYPES;
export type TensorData = Float32Array | Int32Array | Uint32Array | Uint8Array;

export interface NamedTensor {
  shape: number[];
  data: TensorData;
}

export interface SafetensorsFile {
  tensors: Record<string, NamedTensor>;
  metadata: Record<string, string>;
}

/**
 * Serialises named tensors: 8-byte little-endian header length, JSON header, raw data (the safetensors
 * format).
 */
export function encodeSafetensors(file: SafetensorsFile): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: file.metadata };
  let offset = 0;
  for (const [name, { shape, data }] of Object.entries(file.tensors)) {
    // By name: arrays that come out of threads may be of another realm, whose classes are not ours.
    const isOf = (type: TypeName) => TYPES[type].name === data[Symbol.toStringTag];
    const dtype = (Object.keys(TYPES) as TypeName[]).find(isOf) as TypeName;
    header[name] = { dtype, shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const encoder = new TextEncoder();
  const json = JSON.stringify(header);
  const head = encoder.encode(json + ' '.repeat((8 - (encoder.encode(json).length % 8)) % 8));
  const out = new Uint8Array(8 + head.length + offset);
  new DataView(out.buffer).setBigUint64(0, BigInt(head.length), true);
  out.set(head, 8);
  offset = 8 + head.length;
  for (const { data } of Object.values(file.tensors)) {
    out.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return out;
}

/**
 * Parses a safetensors file. The arrays are copies, and take no more memory than the file: the tensors' data
 * lie one behind another from the header to the end, none shared.
 * @throws UserError naming `source` when the file is damaged or holds types that we do not use
 */
export function decodeSafetensors(bytes: Uint8Array, source = 'safetensors file'): SafetensorsFile {
  const { tensors, metadata } = decodeSafetensorsHeader(bytes, bytes.byteLength, source);
  const typed = tensors.map((entry) => {
    const Type = Object.hasOwn(TYPES, entry.dtype) && TYPES[entry.dtype as TypeName];
    if (Type) return { ...entry, Type };
    const known = Object.keys(TYPES).join(', ');
    throw damagedSafetensors(source, `tensor ${entry.name} has type ${entry.dtype}; known: ${known}`);
  });
  const copies = typed.map(({ name, Type, shape, begin, end }) => {
    // Not slice: that of Node's Buffer shares memory.
    const copy = new Uint8Array(end - begin);
    copy.set(bytes.subarray(begin, end));
    return [name, { shape, data: new Type(copy.buffer, 0, copy.length / Type.BYTES_PER_ELEMENT) }];
  });
  return { tensors: Object.fromEntries(copies), metadata };
}
