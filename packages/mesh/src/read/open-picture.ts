import { pictureSize, UserError } from '@modeseek/core';
import type { ReadTexture } from './read-model.ts';
import type { Beside } from './reader.ts';

/** A picture that a file names; null, and a note, where it cannot be read. */
export function openPicture(name: string, beside: Beside, notes: string[]): ReadTexture | null {
  try {
    const bytes = beside.open(name);
    const size = pictureSize(bytes);
    if (size) return { ...size, bytes };
    notes.push(`${name} is no PNG, JPEG, WebP or KTX2.`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    notes.push(`A picture was not read: ${error.message}.`);
  }
  return null;
}
