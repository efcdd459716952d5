import { UserError } from '@modeseek/core';

/** What weights are written in, and what graphs compute in: whole precision, or half of it. */
export type Precision = 'float32' | 'float16';
export const PRECISIONS: readonly Precision[] = ['float16', 'float32'];

/** Networks of a model: the folder of each, and what its files of weights are called. */
export const NETWORKS = {
  unet: 'diffusion_pytorch_model',
  vae: 'diffusion_pytorch_model',
  text_encoder: 'model',
} as const;
export type NetworkName = keyof typeof NETWORKS;
export const NETWORK_NAMES = Object.keys(NETWORKS) as NetworkName[];

/** Files of one network's weights. */
export interface WeightsFiles {
  /** One file, or all shards in order. */
  files: string[];
  /** The file that says which tensor is in which shard, where there are several. */
  index?: string;
  /** As the names say; the files' own types count. */
  precision: Precision;
}

/** Why there are no weights to be read: nothing at all, only .bin files, not all shards, or not all of a file. */
interface NoWeights {
  reason: 'missing' | 'pickled' | 'incomplete' | 'unfinished';
  /** What was looked for, or is there in part. */
  files: string;
}

/** What browsers and programs that download call a file that is not whole. */
const UNFINISHED = /\.(aria2|crdownload|download|incomplete|part|partial|tmp)$/;

/**
 * Finds the weights of a network among the names of a folder's files, as diffusers and transformers write
 * them, those of older versions included: `STEM.safetensors`, `STEM.fp16.safetensors`,
 * `STEM-00001-of-00002.safetensors`, `STEM.fp16-00001-of-00002.safetensors`,
 * `STEM-00001-of-00002.fp16.safetensors`.
 * @param names of the files in the network's folder
 * @param source the model's folder or the hub's id, for messages
 * @param preferred what is taken where both are there
 * @throws UserError that says what is missing, or what there is in place of it, and what to do
 */
export function findWeights(
  names: readonly string[],
  network: NetworkName,
  source: string,
  preferred: Precision,
): WeightsFiles {
  const found = lookFor(names, NETWORKS[network], preferred);
  if (!('reason' in found)) return found;
  throw new UserError(
    {
      missing: `${source} lacks the weights of its ${network}, ${network}/${found.files}; fetch the model again`,
      incomplete: `${source} has ${found.files} in ${network}; fetch the others`,
      unfinished: `${source} has the weights of its ${network} as ${found.files} alone, a download that has not ended; let it go on, or fetch the model again`,
      pickled: `${source} has the weights of its ${network} as ${found.files} alone, a program of Python's which is not run here; take a copy with .safetensors, or write one in Python: save_pretrained(…, safe_serialization=True)`,
    }[found.reason],
  );
}

function lookFor(names: readonly string[], stem: string, preferred: Precision): WeightsFiles | NoWeights {
  const order = preferred === 'float16' ? PRECISIONS : PRECISIONS.toReversed();
  let incomplete: NoWeights | undefined;
  for (const precision of order) {
    const { whole, shards } = namesOf(stem, precision);
    if (names.includes(whole)) return { files: [whole], precision };
    for (const shard of shards) {
      const files = names.filter((name) => shard.test(name)).toSorted();
      if (files.length === 0) continue;
      const count = Number(shard.exec(files[0])![1]);
      if (files.length === count) return { files, index: indexOf(names, stem, precision), precision };
      incomplete ??= {
        reason: 'incomplete',
        files: `${files.length} of ${count} files ${files[0].replace(/\d{5}-of-\d{5}/, '*')}`,
      };
    }
  }
  if (incomplete) return incomplete;
  const unfinished = names.find((name) => name.startsWith(stem) && UNFINISHED.test(name));
  if (unfinished !== undefined) return { reason: 'unfinished', files: unfinished };
  const pickled = names.find((name) => /model.*\.bin$/.test(name));
  if (pickled !== undefined) return { reason: 'pickled', files: pickled };
  return { reason: 'missing', files: `${stem}.safetensors` };
}

function namesOf(stem: string, precision: Precision): { whole: string; shards: RegExp[] } {
  const number = String.raw`-\d{5}-of-(\d{5})`;
  if (precision === 'float32') {
    return { whole: `${stem}.safetensors`, shards: [new RegExp(`^${stem}${number}\\.safetensors$`)] };
  }
  return {
    whole: `${stem}.fp16.safetensors`,
    shards: [
      new RegExp(`^${stem}\\.fp16${number}\\.safetensors$`),
      new RegExp(`^${stem}${number}\\.fp16\\.safetensors$`),
    ],
  };
}

function indexOf(names: readonly string[], stem: string, precision: Precision): string | undefined {
  const indices = names.filter(
    (name) => name.startsWith(stem) && /\.safetensors\.index\b.*\.json$/.test(name),
  );
  return indices.find((name) => name.includes('.fp16') === (precision === 'float16'));
}
