import { UserError } from '@modeseek/core';
import type { PriorInfo } from '../prior-info.ts';

const isNumber = (value: unknown) => typeof value === 'number' && value > 0;
const isText = (value: unknown) => typeof value === 'string';
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText);
const isNoneOrTexts = (value: unknown) => value === undefined || isTexts(value);

/** What each entry of prior.json must be; entries beside these are for people. */
const CHECKS: Record<keyof PriorInfo, (value: unknown) => boolean> = {
  name: isText,
  version: isText,
  imageSize: (value) => isNumber(value) && Number.isInteger((value as number) / 2),
  geometryScale: isNumber,
  tokenLength: isNumber,
  vocabulary: isTexts,
  concepts: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (c) =>
        isText(c.name) &&
        isTexts(c.synonyms) &&
        isText(c.category) &&
        isNoneOrTexts(c.adjectives) &&
        isNoneOrTexts(c.features),
    ),
  colours: isTexts,
  materials: isNoneOrTexts,
  sigmaMin: isNumber,
  sigmaMax: isNumber,
  sha256: isText,
};

/**
 * Reads and checks a prior.json.
 * @param source its path, for messages
 * @throws UserError when it is damaged
 */
export function parseManifest(text: string, source: string): PriorInfo {
  let manifest: Record<string, unknown>;
  try {
    manifest = JSON.parse(text);
  } catch {
    throw new UserError(`${source} is damaged: it is not JSON; fetch the model again`);
  }
  for (const [name, check] of Object.entries(CHECKS)) {
    if (!check(manifest?.[name])) throw new UserError(`${source} is damaged: "${name}" is missing or wrong`);
  }
  return manifest as unknown as PriorInfo;
}
