import { VERSION } from '@modeseek/core';
import type { FinishedModel, ModelExtras } from './format.ts';

/** The program, as files name what made them. */
export const GENERATOR = `Modeseek ${VERSION}`;

/** What ends lines, or is no text at all. */
const CONTROL = /[\p{Cc}\p{Cs}\u2028\u2029]+/gu;

/** Text without what ends lines, or is no text at all. */
export function oneLine(text: string): string {
  return text.replace(CONTROL, ' ');
}

/** What a format can say of a model in plain text: a line each, by name; no value has more than one line. */
export function toldOf({ name, extras }: FinishedModel): [name: string, value: string][] {
  const told: ModelExtras = { title: name, generator: GENERATOR, ...extras };
  return Object.entries(told).map(([key, value]) => [
    oneLine(key),
    oneLine(typeof value === 'object' ? value.join(' ') : String(value)),
  ]);
}
