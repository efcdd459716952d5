import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@modeseek/core';
import type { PriorInfo } from '../prior-info.ts';

const isNumber = (value: unknown) => typeof value === 'number' && value > 0;
const isText = (value: unknown) => typeof value === 'string';
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText);

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
    value.every((c) => isText(c.name) && isTexts(c.synonyms) && isText(c.category)),
  colours: isTexts,
  sigmaMin: isNumber,
  sigmaMax: isNumber,
  sha256: isText,
};

/**
 * Reads and checks prior.json of a model's folder.
 * @throws UserError when a file of the model is missing, or prior.json damaged
 */
export function readManifest(folder: string): PriorInfo {
  for (const file of ['prior.json', 'model.onnx']) {
    if (existsSync(join(folder, file))) continue;
    throw new UserError(
      `no model in ${folder}: ${file} is missing; a model is a directory with model.onnx and prior.json`,
    );
  }
  const path = join(folder, 'prior.json');
  let manifest: Record<string, unknown>;
  try {
    manifest = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new UserError(`${path} is damaged: it is not JSON; fetch the model again`);
  }
  for (const [name, check] of Object.entries(CHECKS)) {
    if (!check(manifest?.[name])) throw new UserError(`${path} is damaged: "${name}" is missing or wrong`);
  }
  return manifest as unknown as PriorInfo;
}

/**
 * Reads model.onnx of a model's folder.
 * @throws UserError when that is not the model that prior.json describes
 */
export function readModel(folder: string, info: PriorInfo): Uint8Array<ArrayBuffer> {
  const path = join(folder, 'model.onnx');
  const bytes = new Uint8Array(readFileSync(path));
  const sum = createHash('sha256').update(bytes).digest('hex');
  if (sum !== info.sha256) {
    throw new UserError(
      `${path} is damaged: its SHA-256 begins ${sum.slice(0, 8)}, prior.json says ${info.sha256.slice(0, 8)}; fetch the model again`,
    );
  }
  return bytes;
}
