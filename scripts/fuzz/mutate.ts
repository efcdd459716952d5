import type { Rng } from '@modeseek/core';

/** What a JSON text may hold. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Numbers at which programs break. */
const NUMBERS = [
  ...[0, -0, 1, -1, 0.5, 2, 3, 7, 255, 256, 65_535, 65_536, 1e6, 2 ** 24, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 3e8],
  ...[2 ** 53 - 1, 2 ** 53, 1e15, 1e19, 1e100, 1e308, -1e308, 5e-324, 1e-9, -(2 ** 31), -(2 ** 53)],
];

/** Names that objects have before anybody gives them any. */
const PROTO_NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', 'then'];

/** Texts at which programs break. A NUL no operating system passes on to a program. */
const TEXTS = [
  ...[
    '',
    ' ',
    '\t',
    '\n',
    '\r\n',
    '.',
    '..',
    '/',
    '//',
    '\\',
    '~',
    '-',
    '--',
    '---',
    '=',
    '"',
    "'",
    '`',
    '%',
    '%s',
  ],
  ...[
    '0',
    '-1',
    '-0',
    '1e15',
    '1e308',
    '1e999',
    '-1e999',
    '5e-324',
    'NaN',
    'Infinity',
    '-Infinity',
    '0x10',
    '1_000',
  ],
  ...['0.5', '3', '7', '20000', '9007199254740993', '1e7', '3000', '４', '१', '1,5', '1 2', '+1', '.5', '5.'],
  ...[
    'true',
    'false',
    'yes',
    'no',
    'null',
    'undefined',
    '{}',
    '[]',
    '{"a":',
    '[[[[[[',
    '$(id)',
    '%2e%2e%2f',
    '*',
  ],
  ...[
    '../../../escaped',
    '../escaped',
    '/escaped',
    './a/../../escaped',
    'C:\\escaped',
    '\\\\host\\share',
    'CON',
  ],
  ...[
    '/dev/null',
    '/dev/zero',
    '/dev/full',
    '/dev/stdin',
    '/proc/nope',
    '/proc/self/mem',
    '/proc/self/environ',
  ],
  ...[
    '\x1b[31mred',
    '\x1b]0;title\x07',
    '\x9b2J',
    '\r',
    '\b\b\b',
    '\u202eevil',
    '\u2028',
    '\ufeff',
    '\u0000',
  ],
  ...[
    '\ud800',
    '\udfff',
    '😀',
    'e\u0301',
    'ﬁ',
    'İ',
    'ß',
    'مرحبا',
    '猫',
    'a\u0300\u0301\u0302\u0303',
    '<script>',
    '&amp;',
  ],
  ...[
    '0:1 1:2',
    '0:1e308 1:-1e308 log',
    '0:0 0:0',
    '1:0 0:1',
    '0:1 0.5:2 1:3 step',
    ':',
    '0:',
    ':0 log step',
  ],
  ...PROTO_NAMES,
];

const LONG_PARTS = [' ', 'a', 'mug ', '0:1 ', '(', '[', 'a on ', '../', '\\', '"', '9', '\n', 'é', 'and '];

/** A number at which programs break, or one near a value. */
export function nastyNumber(rng: Rng, near = 1): number {
  if (rng.chance(0.3)) return near * rng.pick([-1, 0.5, 2, 10, 1e6]) + rng.pick([-1, 0, 0, 1, 0.5]);
  return rng.pick(NUMBERS);
}

/**
 * A text at which programs break.
 * @param longest of the long ones, in characters
 */
export function nastyText(rng: Rng, longest = 70_000): string {
  if (rng.chance(0.1)) {
    const part = rng.pick(LONG_PARTS);
    const length = Math.floor(longest ** rng.uniform(0.5, 1));
    return part.repeat(Math.ceil(length / part.length)).slice(0, length);
  }
  if (rng.chance(0.15)) return rng.pick(TEXTS) + rng.pick(TEXTS);
  return rng.pick(TEXTS);
}

/** A value of the wrong type, size or depth. */
function nastyJson(rng: Rng, near?: Json): Json {
  switch (rng.int(9)) {
    case 0:
      return null;
    case 1:
      return rng.chance(0.5);
    case 2:
    case 3:
      return nastyNumber(rng, typeof near === 'number' ? near : 1);
    case 4:
    case 5:
      return nastyText(rng, 5000);
    case 6:
      return near === undefined || rng.chance(0.5) ? [] : [near, near];
    case 7:
      return { [rng.pick([...PROTO_NAMES, 'a'])]: near ?? null };
    default: {
      let nested: Json = near ?? 0;
      for (let depth = rng.pick([1, 3, 50, 2000]); depth > 0; depth--) nested = [nested];
      return nested;
    }
  }
}

/** A copy in which one or several values are replaced, left out, doubled, or renamed. */
export function mutateJson(rng: Rng, value: Json): Json {
  let mutated = structuredClone(value);
  for (let changes = rng.pick([1, 1, 1, 2, 4]); changes > 0; changes--) mutated = changeOne(rng, mutated);
  return mutated;
}

/** Changes one place: this value, or one inside it. */
function changeOne(rng: Rng, value: Json): Json {
  if (typeof value !== 'object' || value === null || rng.chance(0.05)) return nastyJson(rng, value);
  const inside: [string | number, Json][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  if (inside.length === 0) return nastyJson(rng, value);
  const [key, old] = rng.pick(inside);
  const into = value as Record<string | number, Json>;
  switch (rng.int(8)) {
    case 0:
      if (Array.isArray(value)) value.splice(key as number, 1);
      else delete into[key];
      return value;
    case 1: {
      // As JSON.parse makes it: an own property, whatever its name.
      const name = rng.chance(0.7) ? rng.pick(PROTO_NAMES) : nastyText(rng, 300);
      Object.defineProperty(value, Array.isArray(value) ? value.length : name, {
        value: rng.chance(0.5) ? old : nastyJson(rng, old),
        enumerable: true,
        configurable: true,
        writable: true,
      });
      return value;
    }
    case 2:
      into[key] = rng.pick(inside)[1];
      return value;
    default:
      into[key] = changeOne(rng, old);
      return value;
  }
}

/**
 * A copy of bytes with bits flipped, parts cut out, doubled, overwritten or inserted, or spliced with another
 * file.
 * @param other of the same kind
 */
export function mutateBytes(rng: Rng, bytes: Uint8Array, other: Uint8Array = bytes): Buffer {
  let mutated: Buffer = Buffer.from(bytes);
  for (let changes = rng.pick([1, 1, 1, 2, 8]); changes > 0; changes--)
    mutated = changeBytes(rng, mutated, other);
  return mutated;
}

function changeBytes(rng: Rng, bytes: Buffer, other: Uint8Array): Buffer {
  // Headers are at the beginning.
  const place = (of: Uint8Array) => rng.int(rng.chance(0.5) ? Math.min(of.length, 200) + 1 : of.length + 1);
  const at = place(bytes);
  const length = Math.floor(rng.pick([1, 2, 4, 8, 100, bytes.length]) * rng.uniform(0, 1)) + 1;
  switch (rng.int(8)) {
    case 0:
      return Buffer.from(bytes.subarray(0, at));
    case 1:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at)]);
    case 3:
      return Buffer.concat([bytes.subarray(0, at), other.subarray(place(other))]);
    case 4: {
      const random = Buffer.from(Array.from({ length: Math.min(length, 100) }, () => rng.int(256)));
      return Buffer.concat([bytes.subarray(0, at), random, bytes.subarray(at)]);
    }
    case 5:
      if (bytes.length >= 8) {
        const number = rng.pick([0, 1, 0x7fffffff, 0x80000000, 0xffffffff, bytes.length, bytes.length + 1]);
        const offset = Math.min(at, bytes.length - 4);
        if (rng.chance(0.5)) bytes.writeUInt32LE(number, offset);
        else bytes.writeUInt32BE(number, offset);
      }
      return bytes;
    case 6:
      bytes.fill(rng.pick([0, 0xff, 0x20, 0x0a, 0x22]), at, Math.min(at + length, bytes.length));
      return bytes;
    default:
      if (bytes.length > 0) bytes[Math.min(at, bytes.length - 1)] ^= 1 << rng.int(8);
      return bytes;
  }
}

/** A text with its bytes changed, or, where it is JSON, its values. */
export function mutateText(rng: Rng, text: string, other = text): string {
  return mutateBytes(rng, Buffer.from(text), Buffer.from(other)).toString();
}

/** A text of JSON with its values changed mostly, else its bytes. */
export function mutateJsonText(rng: Rng, text: string): string {
  return rng.chance(0.8) ? JSON.stringify(mutateJson(rng, JSON.parse(text))) : mutateText(rng, text);
}
