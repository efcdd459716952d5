import { UserError } from './errors.ts';

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
    const dtype = (Object.keys(TYPES) as TypeName[]).find((t) => data instanceof TYPES[t]) as TypeName;
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
 * Parses a safetensors file. The arrays are copies.
 * @throws UserError naming `source` when the file is damaged or holds types that we do not use
 */
export function decodeSafetensors(bytes: Uint8Array, source = 'safetensors file'): SafetensorsFile {
  const damaged = (why: string) => new UserError(`${source} is damaged: ${why}`);
  if (bytes.byteLength < 8) throw damaged('shorter than its header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > bytes.byteLength - 8) throw damaged('shorter than its header says');
  let header: Record<string, unknown>;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  } catch {
    throw damaged('its header is not JSON');
  }
  if (!isRecord(header)) throw damaged('its header is no JSON object');
  const { __metadata__: metadata = {}, ...entries } = header;
  if (!isRecord(metadata) || !Object.values(metadata).every((value) => typeof value === 'string')) {
    throw damaged('its metadata is not text by name');
  }
  const tensors: Record<string, NamedTensor> = {};
  for (const [name, entry] of Object.entries(entries)) {
    if (!isEntry(entry)) throw damaged(`tensor ${name} is not described`);
    const { dtype, shape, data_offsets } = entry;
    const Type = Object.hasOwn(TYPES, dtype) && TYPES[dtype as TypeName];
    if (!Type) throw damaged(`tensor ${name} has type ${dtype}; known: ${Object.keys(TYPES).join(', ')}`);
    const [begin, end] = data_offsets.map((o) => o + 8 + length);
    const count = shape.reduce((a, b) => a * b, 1);
    if (end > bytes.byteLength || end - begin !== count * Type.BYTES_PER_ELEMENT) {
      throw damaged(`tensor ${name} does not fit`);
    }
    // Not slice: that of Node's Buffer shares memory.
    const copy = new Uint8Array(end - begin);
    copy.set(bytes.subarray(begin, end));
    tensors[name] = { shape, data: new Type(copy.buffer, 0, count) };
  }
  return { tensors, metadata: metadata as Record<string, string> };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a header says of one tensor. */
function isEntry(value: unknown): value is { dtype: string; shape: number[]; data_offsets: number[] } {
  const isSizes = (list: unknown) =>
    Array.isArray(list) && list.every((size) => Number.isSafeInteger(size) && size >= 0);
  return isRecord(value) && isSizes(value.shape) && isSizes(value.data_offsets);
}
