import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type SafetensorsType, UserError } from '@modeseek/core';
import { NETWORK_NAMES, type NetworkName, type Precision } from '@modeseek/graph';
import { checkModelFile, readWeightsHeader } from '@modeseek/graph/node';
import { readBoundedFile } from '@modeseek/node';
import { loraLine, singleFileLine } from '../diffusers/diagnose.ts';
import { checkIsModel, findLayout, type Layout, MODEL_INDEX, parseModelIndex } from '../diffusers/layout.ts';
import type { Pipeline } from '../diffusers/pipelines.ts';
import { parseModelJson } from '../model-json.ts';
import { readClipTokenizer } from './read-tokenizer.ts';

/** A folder with a model in diffusers' layout. */
export interface ModelFolder {
  folder: string;
  pipeline: Pipeline;
  layout: Layout;
  /** Types of each network's weights, as the files themselves say, the most frequent first. */
  types: Record<NetworkName, SafetensorsType[]>;
  /** Of all files that are needed. */
  bytes: number;
}

/** Most bytes of the configurations: many times those of any. */
const LARGEST_CONFIG = 2 ** 20;
/** A folder of a model has some dozens. */
const MOST_FILES = 10_000;

/**
 * Reads what a folder is, and checks its files: configurations and tokenizer whole, of weights the headers.
 * @param preferred precision that is taken where there are two
 * @throws UserError that says what it is instead, or what is missing or damaged and what to do
 */
export function readModelFolder(folder: string, preferred: Precision = 'float32'): ModelFolder {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (!stat) throw new UserError(`${folder} does not exist; give a folder with a model`);
  if (!stat.isDirectory()) throw new UserError(describeFile(folder));
  const path = (file: string) => join(folder, ...file.split('/'));
  const paths = listFiles(folder);
  checkIsModel(paths, folder);
  // First of all: other kinds have other files.
  checkModelFile(path(MODEL_INDEX));
  const pipeline = parseModelIndex(readText(path(MODEL_INDEX)), path(MODEL_INDEX));
  const layout = findLayout(paths, folder, preferred);
  for (const file of layout.files) checkModelFile(path(file));
  const configs = NETWORK_NAMES.map((name) => layout.networks[name].config);
  for (const file of [...configs, layout.scheduler]) parseModelJson(readText(path(file)), path(file));
  readClipTokenizer(join(folder, 'tokenizer'));
  const types = NETWORK_NAMES.map(
    (name) => [name, typesOf(layout.networks[name].weights.map(path))] as const,
  );
  return {
    folder,
    pipeline,
    layout,
    types: Object.fromEntries(types) as ModelFolder['types'],
    bytes: layout.files.reduce((sum, file) => sum + statSync(path(file)).size, 0),
  };
}

/** Files of a folder and of the folders in it, with slashes. */
function listFiles(folder: string): string[] {
  const files: string[] = [];
  for (const { name } of readdirSync(folder, { withFileTypes: true })) {
    // Where links lead counts; one that leads nowhere is told later, if it is needed.
    const isFolder = statSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory() ?? false;
    files.push(...(isFolder ? readdirSync(join(folder, name)).map((inner) => `${name}/${inner}`) : [name]));
    if (files.length > MOST_FILES) {
      throw new UserError(`${folder} has more than ${MOST_FILES} files, and is no folder of a model`);
    }
  }
  return files.sort();
}

/** A file that was given in place of a folder, in one line. */
function describeFile(path: string): string {
  if (!path.endsWith('.safetensors')) {
    return /\.(ckpt|pth?|bin)$/.test(path)
      ? singleFileLine(path)
      : `${path} is a file; give a folder with a model`;
  }
  const isLora = readWeightsHeader(path).some(({ name }) => /lora/i.test(name));
  return isLora ? loraLine(path) : singleFileLine(path);
}

function readText(path: string): string {
  return readBoundedFile(path, LARGEST_CONFIG).toString();
}

function typesOf(paths: readonly string[]): SafetensorsType[] {
  const counts = new Map<SafetensorsType, number>();
  for (const { dtype } of paths.flatMap(readWeightsHeader)) counts.set(dtype, (counts.get(dtype) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([type]) => type);
}
