import { UserError } from '@modeseek/core';
import { words } from './text-lines.ts';

/** A kind of number. */
export interface NumberType {
  kind: 'int' | 'uint' | 'float';
  bytes: 1 | 2 | 4 | 8;
  /** The greatest, of whole numbers without a sign. */
  most?: number;
}

export interface Property {
  name: string;
  type: NumberType;
  /** Of the number before a list that says how long it is; absent for what is no list. */
  counted?: NumberType;
}

export interface Element {
  name: string;
  count: number;
  properties: Property[];
}

export interface PlyHeader {
  format: 'ascii' | 'binary_little_endian' | 'binary_big_endian';
  elements: Element[];
  /** Of the header, bytes. */
  length: number;
}

const TYPES: Record<string, NumberType> = {
  char: { kind: 'int', bytes: 1 },
  uchar: { kind: 'uint', bytes: 1, most: 255 },
  short: { kind: 'int', bytes: 2 },
  ushort: { kind: 'uint', bytes: 2, most: 65_535 },
  int: { kind: 'int', bytes: 4 },
  uint: { kind: 'uint', bytes: 4 },
  float: { kind: 'float', bytes: 4 },
  double: { kind: 'float', bytes: 8 },
};
const SAME: Record<string, string> = {
  int8: 'char',
  uint8: 'uchar',
  int16: 'short',
  uint16: 'ushort',
  int32: 'int',
  uint32: 'uint',
  float32: 'float',
  float64: 'double',
};

const FORMATS = ['ascii', 'binary_little_endian', 'binary_big_endian'] as const;
const LONGEST = 65_536;
const END = /(?:^|[\r\n])end_header[ \t]*(\r?\n|\r)/;

/** @throws UserError with what is wrong with it, in words */
export function readPlyHeader(bytes: Uint8Array): PlyHeader {
  // Every byte as a character of its own, so that places in the text are those in the file.
  let text = '';
  for (let i = 0; i < Math.min(bytes.length, LONGEST); i++) text += String.fromCharCode(bytes[i]);
  const end = END.exec(text);
  if (!end) throw new UserError('its header has no end');
  let format: PlyHeader['format'] | undefined;
  const elements: Element[] = [];
  for (const line of text.slice(0, end.index).split(/\r\n?|\n/)) {
    const [keyword, ...rest] = words(line);
    if (keyword === 'format') format = FORMATS.find((name) => name === rest[0]);
    else if (keyword === 'element')
      elements.push({ name: rest[0] ?? '', count: countOf(rest[1]), properties: [] });
    else if (keyword === 'property') {
      const element = elements.at(-1);
      if (!element) throw new UserError('its header is damaged');
      element.properties.push(propertyOf(rest));
    }
  }
  if (!format) throw new UserError('its header names no format that is known');
  return { format, elements, length: end.index + end[0].length };
}

function propertyOf([type, ...rest]: string[]): Property {
  if (type !== 'list') return { name: rest[0] ?? '', type: typeOf(type) };
  return { name: rest[2] ?? '', counted: typeOf(rest[0]), type: typeOf(rest[1]) };
}

function typeOf(name = ''): NumberType {
  const known = Object.hasOwn(SAME, name) ? SAME[name] : name;
  if (Object.hasOwn(TYPES, known)) return TYPES[known];
  throw new UserError('its header names a kind of number that there is none of');
}

function countOf(word = ''): number {
  const count = Number(word);
  if (/^\d+$/.test(word) && Number.isSafeInteger(count)) return count;
  throw new UserError('its header is damaged');
}
