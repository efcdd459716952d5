import { fileNameOf } from '@modeseek/core';
import { ownerOfHull } from '../hull-names.ts';
import type { FinishedModel } from './format.ts';

/**
 * Names of a model's parts as formats have them that allow no other: ASCII letters, digits, `_`; each once. Hulls
 * are called after what their part is called then.
 */
export function uniqueNames({ parts }: Pick<FinishedModel, 'parts'>): string[] {
  const names: string[] = [];
  /** By the names of parts, what those are called that no hull is called after yet. */
  const called = new Map<string, string[]>();
  for (const { name } of parts) {
    const hull = ownerOfHull(name);
    const owner = hull && called.get(hull.owner)?.shift();
    if (hull && owner) {
      names.push(hull.named(owner));
      continue;
    }
    const base = asciiWord(name);
    let unique = base;
    for (let i = 2; names.includes(unique); i++) unique = `${base}_${i}`;
    names.push(unique);
    called.set(name, [...(called.get(name) ?? []), unique]);
  }
  return names;
}

function asciiWord(name: string): string {
  const word = fileNameOf(name)
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^(?=\d)/, '_');
  return /[a-z0-9]/.test(word) ? word : 'object';
}
