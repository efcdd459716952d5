import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { UserError } from '@modeseek/core';
import { readBoundedFile } from '@modeseek/node';
import type { WeightsFile } from '../weights.ts';
import { findWeights, type NetworkName, type Precision } from '../weights-files.ts';
import { checkModelFile, readWeightsHeader } from './weights-header.ts';

/** Most bytes of config.json: many times those of any. */
const LARGEST_CONFIG = 2 ** 20;

/** What the files of one network say, their weights left where they are. */
export interface NetworkFiles {
  /** config.json, parsed, and where it is. */
  config: unknown;
  configPath: string;
  /** Headers of the weights; names are relative to `root`. */
  weights: WeightsFile[];
  /** The folder below which all weights lie, links followed. */
  root: string;
}

/**
 * Reads what a folder says of a network: config.json and the headers of its `.safetensors` files.
 * @param model folder of the model
 * @param preferred which weights are taken where there are two
 * @throws UserError when config.json or weights are missing or damaged
 */
export function readNetworkFiles(model: string, network: NetworkName, preferred: Precision): NetworkFiles {
  const folder = join(model, network);
  const configPath = join(folder, 'config.json');
  if (!existsSync(configPath)) throw new UserError(`${folder} lacks config.json`);
  checkModelFile(configPath);
  const config = parseJson(readBoundedFile(configPath, LARGEST_CONFIG), configPath);
  const { files } = findWeights(readdirSync(folder), network, model, preferred);
  const tensors = files.map((name) => readWeightsHeader(join(folder, name)));
  const paths = files.map((name) => realpathSync(join(folder, name)));
  const root = commonFolder(paths);
  const weights = paths.map((path, i) => ({
    name: relative(root, path).split(sep).join('/'),
    tensors: tensors[i],
  }));
  return { config, configPath, weights, root };
}

function parseJson(bytes: Buffer, path: string): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    throw new UserError(`${path} is damaged: it is not JSON`);
  }
}

/** The deepest folder that all files are below. */
function commonFolder(paths: readonly string[]): string {
  let root = dirname(paths[0]);
  while (!paths.every((path) => path.startsWith(root.endsWith(sep) ? root : root + sep)))
    root = dirname(root);
  return root;
}
