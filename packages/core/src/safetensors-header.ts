import { isList, isObject, isRecord, isTable, isText, isWhole } from './checks.ts';
import { UserError } from './errors.ts';

/** Bytes of one number of each type that the format has. */
const SIZES = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
  U16: 2,
  I16: 2,
  F16: 2,
  BF16: 2,
  U32: 4,
  I32: 4,
  F32: 4,
  U64: 8,
  I64: 8,
  F64: 8,
} as const;
export type SafetensorsType = keyof typeof SIZES;

/** Where a tensor lies in its file. */
export interface SafetensorsEntry {
  name: string;
  dtype: SafetensorsType;
  shape: number[];
  /** First byte in the file. */
  begin: number;
  /** The byte behind the last one. */
  end: number;
}

export interface SafetensorsHeader {
  /** In the header's order. */
  tensors: SafetensorsEntry[];
  metadata: Record<string, string>;
}

/** Most bytes of a header: many times those of ours. */
const LONGEST_HEADER = 2 ** 22;

/** Most bytes of a file's beginning that its header may need. */
export const SAFETENSORS_HEADER_BYTES = 8 + LONGEST_HEADER;

export function damagedSafetensors(source: string, why: string): UserError {
  return new UserError(`${source} is damaged: ${why}`);
}

/**
 * Reads what a safetensors file says of its tensors, and checks that their data lie one behind another from
 * the header to the end, none shared.
 * @param bytes the file's beginning: its header and as much behind it as one likes
 * @param size bytes of the whole file
 * @throws UserError naming `source` when the file is damaged
 */
export function decodeSafetensorsHeader(bytes: Uint8Array, size: number, source: string): SafetensorsHeader {
  const damaged = (why: string) => damagedSafetensors(source, why);
  if (bytes.byteLength < 8) throw damaged('shorter than its header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > size - 8) throw damaged('shorter than its header says');
  if (length > LONGEST_HEADER) throw damaged('its header is too long');
  const first = 8 + length;
  const { __metadata__: metadata = {}, ...entries } = parseHeader(bytes.subarray(8, first), damaged);
  if (!isTable(NAME, isText(LONGEST_HEADER), Infinity)(metadata)) {
    throw damaged('its metadata is not text by name');
  }
  const tensors = Object.entries(entries).map(([name, entry]): SafetensorsEntry => {
    if (!NAME.test(name)) throw damaged(`it has a tensor by the name ${shown(name)}`);
    if (!isEntry(entry)) throw damaged(`tensor ${name} is not described`);
    const { dtype, shape, data_offsets } = entry as Entry;
    if (!Object.hasOwn(SIZES, dtype)) {
      throw damaged(`tensor ${name} has type ${shown(dtype)}; known: ${Object.keys(SIZES).join(', ')}`);
    }
    const [begin, end] = data_offsets.map((offset) => first + offset);
    const count = shape.reduce((a, b) => a * b, 1);
    if (end - begin !== count * SIZES[dtype as SafetensorsType]) {
      throw damaged(`tensor ${name} does not fit`);
    }
    return { name, dtype: dtype as SafetensorsType, shape, begin, end };
  });
  let reached = first;
  for (const { name, begin, end } of tensors.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== reached) throw damaged(`tensor ${name} does not begin where the one before it ends`);
    reached = end;
  }
  if (reached > size) throw damaged(`it has ${size} of ${reached} bytes`);
  if (reached < size) throw damaged('it is longer than its tensors');
  return { tensors, metadata: metadata as Record<string, string> };
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
