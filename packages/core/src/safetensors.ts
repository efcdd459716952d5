import { isList, isObject, isRecord, isTable, isText, isWhole } from './checks.ts';
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

/** Most bytes of a header: many times those of ours. */
const LONGEST_HEADER = 2 ** 22;

/**
 * Parses a safetensors file. The arrays are copies, and take no more memory than the file: the tensors' data
 * lie one behind another from the header to the end, none shared.
 * @throws UserError naming `source` when the file is damaged or holds types that we do not use
 */
export function decodeSafetensors(bytes: Uint8Array, source = 'safetensors file'): SafetensorsFile {
  const damaged = (why: string) => new UserError(`${source} is damaged: ${why}`);
  if (bytes.byteLength < 8) throw damaged('shorter than its header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > bytes.byteLength - 8) throw damaged('shorter than its header says');
  if (length > LONGEST_HEADER) throw damaged('its header is too long');
  const begin = 8 + length;
  const { __metadata__: metadata = {}, ...entries } = parseHeader(bytes.subarray(8, begin), damaged);
  if (!isTable(NAME, isText(LONGEST_HEADER), Infinity)(metadata)) {
    throw damaged('its metadata is not text by name');
  }
  const described = Object.entries(entries).map(([name, entry]) => {
    if (!NAME.test(name)) throw damaged(`it has a tensor by the name ${shown(name)}`);
    if (!isEntry(entry)) throw damaged(`tensor ${name} is not described`);
    const { dtype, shape, data_offsets } = entry as Entry;
    const Type = Object.hasOwn(TYPES, dtype) && TYPES[dtype as TypeName];
    if (!Type) {
      throw damaged(`tensor ${name} has type ${shown(dtype)}; known: ${Object.keys(TYPES).join(', ')}`);
    }
    const [from, to] = data_offsets.map((offset) => begin + offset);
    const count = shape.reduce((a, b) => a * b, 1);
    if (to > bytes.byteLength || to - from !== count * Type.BYTES_PER_ELEMENT) {
      throw damaged(`tensor ${name} does not fit`);
    }
    return { name, Type, shape, count, from, to };
  });
  let end = begin;
  for (const { name, from, to } of described.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    if (from !== end) throw damaged(`tensor ${name} does not begin where the one before it ends`);
    end = to;
  }
  if (end !== bytes.byteLength) throw damaged('it is longer than its tensors');
  const tensors = described.map(({ name, Type, shape, count, from, to }) => {
    // Not slice: that of Node's Buffer shares memory.
    const copy = new Uint8Array(to - from);
    copy.set(bytes.subarray(from, to));
    return [name, { shape, data: new Type(copy.buffer, 0, count) }];
  });
  return { tensors: Object.fromEntries(tensors), metadata: metadata as Record<string, string> };
}

/** Of a tensor, or of an entry of the metadata; `__proto__` is none. */
const NAME = /^[\p{L}\p{N}]\P{C}{0,199}$/u;

/** A name or a type, as messages show it. */
function shown(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}

/** What a header says of one tensor. */
interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

const isEntry = isObject({
  dtype: isText(20),
  shape: isList(isWhole(), 0, 8),
  data_offsets: isList(isWhole(), 2, 2),
});

function parseHeader(bytes: Uint8Array, damaged: (why: string) => UserError): Record<string, unknown> {
  let text: string;
  let header: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    header = JSON.parse(text);
  } catch {
    throw damaged('its header is not JSON');
  }
  if (!isRecord(header)) throw damaged('its header is no JSON object');
  // Of entries of one name JSON.parse keeps the last, where others may keep the first.
  let written = 0;
  for (const [, colon] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g)) if (colon) written++;
  const kept = [header, ...Object.values(header)].reduce<number>(
    (sum, entries) => sum + (isRecord(entries) ? Object.keys(entries).length : 0),
    0,
  );
  if (written !== kept) throw damaged('its header has two entries of one name, or entries within entries');
  return header;
}
