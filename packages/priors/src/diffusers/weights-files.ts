/** In what a set of weights is written: whole precision, or half of it. */
export type Precision = 'float32' | 'float16';
export const PRECISIONS: readonly Precision[] = ['float16', 'float32'];

/** Files of one network's weights. */
export interface WeightsFiles {
  /** One file, or all shards in order. */
  files: string[];
  /** The file that says which tensor is in which shard, where there are several. */
  index?: string;
  /** As the names say; the files' own types count. */
  precision: Precision;
}

/** Why there are no weights to be read: nothing at all, only .bin files, or not all shards. */
export interface NoWeights {
  reason: 'missing' | 'pickled' | 'incomplete';
  /** What was looked for, or is there in part. */
  files: string;
}

/**
 * Finds the weights of a network among the names of a folder's files, as diffusers and transformers write
 * them, those of older versions included: `STEM.safetensors`, `STEM.fp16.safetensors`,
 * `STEM-00001-of-00002.safetensors`, `STEM.fp16-00001-of-00002.safetensors`,
 * `STEM-00001-of-00002.fp16.safetensors`.
 * @param stem `diffusion_pytorch_model` or `model`
 * @param preferred what is taken where both are there
 */
export function findWeights(
  names: readonly string[],
  stem: string,
  preferred: Precision,
): WeightsFiles | NoWeights {
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
