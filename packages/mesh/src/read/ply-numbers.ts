import { UserError } from '@modeseek/core';
import type { NumberType } from './ply-header.ts';
import { numberOf } from './text-lines.ts';

/** The numbers behind a PLY's header, one after the other. */
export interface PlyNumbers {
  /** Bytes that have not been read. */
  readonly left: number;
  /** @throws UserError where there is none */
  next(type: NumberType): number;
}

export function numbersOfBytes(
  bytes: Uint8Array,
  format: 'binary_little_endian' | 'binary_big_endian',
): PlyNumbers {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = format === 'binary_little_endian';
  let at = 0;
  return {
    get left() {
      return bytes.length - at;
    },
    next({ kind, bytes: width }) {
      if (at + width > bytes.length) throw new UserError('it is cut short');
      const here = at;
      at += width;
      if (kind === 'float')
        return width === 4 ? view.getFloat32(here, little) : view.getFloat64(here, little);
      const isSigned = kind === 'int';
      if (width === 1) return isSigned ? view.getInt8(here) : view.getUint8(here);
      if (width === 2) return isSigned ? view.getInt16(here, little) : view.getUint16(here, little);
      return isSigned ? view.getInt32(here, little) : view.getUint32(here, little);
    },
  };
}

/** Longest word of a text that may be a number. */
const LONGEST = 400;

export function numbersOfText(bytes: Uint8Array): PlyNumbers {
  let at = 0;
  const isSpace = (byte: number) => byte === 32 || (byte >= 9 && byte <= 13);
  return {
    get left() {
      return bytes.length - at;
    },
    next() {
      while (at < bytes.length && isSpace(bytes[at])) at++;
      if (at >= bytes.length) throw new UserError('it is cut short');
      let word = '';
      while (at < bytes.length && !isSpace(bytes[at]) && word.length < LONGEST)
        word += String.fromCharCode(bytes[at++]);
      return numberOf(word);
    },
  };
}
