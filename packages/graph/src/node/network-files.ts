import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { decodeSafetensorsHeader, SAFETENSORS_HEADER_BYTES, UserError } from '@modeseek/core';
import { readBoundedFile, readFileBeginning } from '@modeseek/node';
import type { WeightsFile } from '../weights.ts';

/** Most bytes of config.json: many times those of any. */
const LARGEST_CONFIG = 2 ** 20;

/** What files of weights are for: the whole precision, or half of it. */
export type Variant = 'float32' | 'float16';

const MARKS: Record<Variant, string> = { float32: '', float16: '.fp16' };

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
 * @param folder that of the network, as `unet`
 * @param stem what its files of weights are called, as `diffusion_pytorch_model`
 * @param preferred which weights are taken where there are two
 * @throws UserError when config.json or weights are missing or damaged
 */
export function readNetworkFiles(folder: string, stem: string, preferred: Variant): NetworkFiles {
  const configPath = join(folder, 'config.json');
  if (!existsSync(configPath)) throw new UserError(`${folder} lacks config.json`);
  const config = parseJson(readBoundedFile(configPath, LARGEST_CONFIG), configPath);
  const paths = findWeights(folder, stem, preferred).map((name) => realpathSync(join(folder, name)));
  const root = commonFolder(paths);
  const weights = paths.map((path) => {
    const { bytes, size } = readFileBeginning(path, SAFETENSORS_HEADER_BYTES);
    const { tensors } = decodeSafetensorsHeader(bytes, size, path);
    return { name: relative(root, path).split(sep).join('/'), tensors };
  });
  return { config, configPath, weights, root };
}

function parseJson(bytes: Buffer, path: string): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    throw new UserError(`${path} is damaged: it is not JSON`);
  }
}

/** The files of one set of weights: one, or all shards. */
function findWeights(folder: string, stem: string, preferred: Variant): string[] {
  const names = readdirSync(folder).toSorted();
  const variants: Variant[] = preferred === 'float16' ? ['float16', 'float32'] : ['float32', 'float16'];
  for (const mark of variants.map((variant) => MARKS[variant])) {
    const whole = `${stem}${mark}.safetensors`;
    if (names.includes(whole)) return [whole];
    const shard = new RegExp(`^${stem}${mark.replace('.', '\\.')}-\\d{5}-of-(\\d{5})\\.safetensors$`);
    const shards = names.filter((name) => shard.test(name));
    if (shards.length === 0) continue;
    const count = Number(shard.exec(shards[0])![1]);
    if (shards.length === count) return shards;
    throw new UserError(`${folder} has ${shards.length} of ${count} files ${stem}${mark}-*.safetensors`);
  }
  throw new UserError(`${folder} lacks weights: ${stem}.safetensors or ${stem}.fp16.safetensors`);
}

/** The deepest folder that all files are below. */
function commonFolder(paths: readonly string[]): string {
  let root = dirname(paths[0]);
  while (!paths.every((path) => path.startsWith(root.endsWith(sep) ? root : root + sep)))
    root = dirname(root);
  return root;
}
