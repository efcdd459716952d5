import {
  type Check,
  fileNameOf,
  isList,
  isNumber,
  isObject,
  isOptional,
  isText,
  isWhole,
  UserError,
} from '@modeseek/core';
import { parseModelJson } from '../model-json.ts';
import type { KnownConcept, PriorInfo } from '../prior-info.ts';

/** Words as prompts and captions have them. Of concepts they become the names of folders, too. */
const isPhrase = isText(60, /^[\p{L}\p{N}](?:[\p{L}\p{N}' -]*[\p{L}\p{N}])?$/u);
const arePhrases = (least: number, most: number) => isList(isPhrase, least, most);
const isTitle = isText(100, /^\P{C}+$/u);

const isConcept = isObject({
  name: isPhrase,
  synonyms: arePhrases(0, 200),
  hypernyms: isOptional(arePhrases(0, 200)),
  plurals: isOptional(arePhrases(0, 200)),
  category: isPhrase,
  adjectives: isOptional(arePhrases(0, 1000)),
  features: isOptional(arePhrases(0, 1000)),
  symmetry: isWhole(0, 64),
} satisfies Record<keyof KnownConcept, Check>);

/** What each entry of prior.json must be, by check and in words; entries beside these are for people. */
const CHECKS: Record<keyof PriorInfo, [Check, string]> = {
  name: [isTitle, 'text of at most 100 characters'],
  version: [isTitle, 'text of at most 100 characters'],
  imageSize: [
    (value) => isWhole(2, 1024)(value) && (value as number) % 2 === 0,
    'an even number from 2 to 1024',
  ],
  geometryScale: [isNumber(1e-3, 1e3), 'a number from 0.001 to 1000'],
  tokenLength: [isWhole(1, 1024), 'a whole number from 1 to 1024'],
  vocabulary: [arePhrases(1, 50_000), 'a list of words, at most 50000'],
  concepts: [
    (value) => isList(isConcept, 1, 10_000)(value) && namesDiffer(value as KnownConcept[]),
    'a list of objects with different names, of letters, digits, spaces, hyphens and apostrophes',
  ],
  colours: [arePhrases(0, 1000), 'a list of words'],
  materials: [isOptional(arePhrases(0, 1000)), 'a list of words'],
  sigmaMin: [isNumber(1e-6, 1e6), 'a number from 0.000001 to 1000000'],
  sigmaMax: [isNumber(1e-6, 1e6), 'a number from 0.000001 to 1000000'],
  sha256: [isText(64, /^[0-9a-f]{64}$/), '64 hexadecimal digits'],
};

/** Also where they are names of folders. */
function namesDiffer(concepts: readonly KnownConcept[]): boolean {
  const names = concepts.map(({ name }) => fileNameOf(name));
  return new Set(names).size === names.length;
}

/**
 * Reads and checks a prior.json.
 * @param source its path, for messages
 * @throws UserError when it is damaged
 */
export function parseManifest(text: string, source: string): PriorInfo {
  const manifest = parseModelJson(text, source);
  for (const [name, [check, right]] of Object.entries(CHECKS)) {
    if (check(manifest[name])) continue;
    throw new UserError(`${source} is damaged: "${name}" is missing or wrong; it must be ${right}`);
  }
  const info = manifest as unknown as PriorInfo;
  if (info.sigmaMin >= info.sigmaMax) {
    throw new UserError(`${source} is damaged: "sigmaMin" must be less than "sigmaMax"`);
  }
  return info;
}
