import { fileNameOf } from '@modeseek/core';
import type { FinishedModel } from './format.ts';

/** Names of a model's parts as formats have them that allow no other: ASCII letters, digits, `_`; each once. */
export function uniqueNames({ parts }: FinishedModel): string[] {
  const names: string[] = [];
  for (const { name } of parts) {
    const word = fileNameOf(name)
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^(?=\d)/, '_');
    const base = /[a-z0-9]/.test(word) ? word : 'object';
    let unique = base;
    for (let i = 2; names.includes(unique); i++) unique = `${base}_${i}`;
    names.push(unique);
  }
  return names;
}
