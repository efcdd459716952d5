import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isText } from '@modeseek/core';
import { readFileBeginning } from '@modeseek/node';

/** A model's card, as the hub has them: YAML between two lines of hyphens, then text. */
export const MODEL_CARD = 'README.md';
const BEGINNING = 2 ** 16;
const HEAD = /^---\r?\n([\s\S]*?)\r?\n---\r?$/m;
const field = (name: string) => new RegExp(`^${name}:[ \\t]*["']?([^"'\\r\\n#]+?)["']?[ \\t]*$`, 'm');
const LICENCE = field('license');
/** Of a licence that the hub has no name for. */
const NAME = field('license_name');

/** The licence that the card in a model's folder names; undefined where there is no card, or it names none. */
export function readLicence(folder: string): string | undefined {
  const path = join(folder, MODEL_CARD);
  if (!existsSync(path)) return undefined;
  const text = readFileBeginning(path, BEGINNING).bytes.toString();
  const head = text.startsWith('---') ? (HEAD.exec(text)?.[1] ?? '') : '';
  const licence = [NAME, LICENCE].map((each) => each.exec(head)?.[1]).find((name) => name !== undefined);
  return isText(100, /^\P{C}+$/u)(licence) ? licence : undefined;
}
