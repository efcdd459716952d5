import { isObject, isText, shortened, UserError } from '@modeseek/core';
import { findWeights, NETWORK_NAMES, type NetworkName, type Precision } from '@modeseek/graph';
import { parseModelJson } from '../model-json.ts';
import { diagnose } from './diagnose.ts';
import { PIPELINES, type Pipeline } from './pipelines.ts';

/** Where the files of a model in diffusers' layout are, relative to it. */
export interface Layout {
  networks: Record<NetworkName, { config: string; weights: string[]; precision: Precision }>;
  /** Files of the tokenizer, those that there are. */
  tokenizer: string[];
  scheduler: string;
  /** All that is needed, each once; what says most in least bytes first. */
  files: string[];
}

export const MODEL_INDEX = 'model_index.json';
const SCHEDULER = 'scheduler/scheduler_config.json';
const TOKENIZER = [
  'vocab.json',
  'merges.txt',
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'added_tokens.json',
];

/**
 * @param paths as `findLayout` takes them
 * @throws UserError that says what it is instead, when it is no model in diffusers' layout
 */
export function checkIsModel(paths: readonly string[], source: string): void {
  if (!paths.includes(MODEL_INDEX)) throw new UserError(diagnose(paths, source));
}

/**
 * Finds the files of a model in diffusers' layout, of a kind that is read.
 * @param paths of all files of a folder or of the hub's listing, with slashes; those further down than one
 *   folder do not matter
 * @param source the folder or the hub's id, for messages
 * @param preferred precision that is taken where there are two
 * @throws UserError that says what it is instead, or what is missing and what to do
 */
export function findLayout(paths: readonly string[], source: string, preferred: Precision): Layout {
  checkIsModel(paths, source);
  const has = (path: string) => paths.includes(path);
  const index: string[] = [];
  const networks = NETWORK_NAMES.map((name) => {
    const config = `${name}/config.json`;
    if (!has(config)) throw new UserError(`${source} lacks ${config}; fetch the model again`);
    const names = paths
      .filter((path) => path.startsWith(`${name}/`))
      .map((path) => path.slice(name.length + 1));
    const found = findWeights(names, name, source, preferred);
    if (found.index !== undefined) index.push(`${name}/${found.index}`);
    const weights = found.files.map((file) => `${name}/${file}`);
    return [name, { config, weights, precision: found.precision }] as const;
  });
  const tokenizer = TOKENIZER.map((name) => `tokenizer/${name}`).filter(has);
  if (!(has('tokenizer/vocab.json') && has('tokenizer/merges.txt')) && !has('tokenizer/tokenizer.json')) {
    throw new UserError(
      `${source} lacks its tokenizer: vocab.json and merges.txt, or tokenizer.json, in tokenizer; fetch the model again`,
    );
  }
  if (!has(SCHEDULER)) {
    throw new UserError(
      `${source} lacks ${SCHEDULER}, without which nobody knows what its numbers mean: noise, or velocity; copy it from the model that this one was made of`,
    );
  }
  const configs = networks.map(([, { config }]) => config);
  const weights = networks.flatMap(([, { weights }]) => weights);
  return {
    networks: Object.fromEntries(networks) as Layout['networks'],
    tokenizer,
    scheduler: SCHEDULER,
    files: [MODEL_INDEX, ...configs, SCHEDULER, ...index, ...tokenizer, ...weights],
  };
}

const isIndex = isObject({ _class_name: isText(200) });

/**
 * Reads which kind of model a model_index.json is of.
 * @throws UserError when it is damaged, or of another kind than those that are read
 */
export function parseModelIndex(text: string, source: string): Pipeline {
  const index = parseModelJson(text, source);
  if (!isIndex(index)) {
    throw new UserError(`${source} is damaged: it does not say _class_name; fetch the model again`);
  }
  const name = index._class_name as string;
  const pipeline = PIPELINES.find((each) => each.class === name);
  if (pipeline) return pipeline;
  const known = PIPELINES.map((each) => `${each.class} (${each.title})`).join(', ');
  throw new UserError(`${source} is of a ${shortened(name)}, which is not read; those that are: ${known}`);
}
