/** Files that hold a whole model each, in the layout of its training. */
const SINGLE_FILE = /^[^/]+\.(ckpt|pth?|safetensors)$/;

/**
 * What a folder without model_index.json is, in one line, with what to do.
 * @param paths of its files, with slashes
 * @param source the folder or the hub's id
 */
export function diagnose(paths: readonly string[], source: string): string {
  const some = (pattern: RegExp) => paths.find((path) => pattern.test(path));
  if (some(/^(adapter_config\.json|pytorch_lora_weights\..*|[^/]*lora[^/]*\.safetensors)$/i))
    return loraLine(source);
  const snapshot = some(/^snapshots\//);
  if (snapshot !== undefined) {
    return `${source} is a model's folder in the hub's cache; give the one in it with its files, ${snapshot.split('/').slice(0, 2).join('/')}`;
  }
  if (some(/^config\.json$/) && some(/^(diffusion_pytorch_)?model[^/]*\.(safetensors|bin)$/)) {
    return `${source} is one part of a model; give the folder above it, which has model_index.json`;
  }
  const inside = some(/^[^/]+\/model_index\.json$/);
  if (inside !== undefined) return `${source} has a model in ${inside.split('/')[0]}; give that folder`;
  if (some(/^prior\.json$/)) {
    return `${source} is a model of Modeseek's own kind (prior.json), and none in diffusers' layout`;
  }
  const single = some(SINGLE_FILE);
  if (single !== undefined) return singleFileLine(`${source}/${single}`);
  return `${source} holds no model that is read: it has no model_index.json`;
}

/** A file whose tensors change another model. */
export function loraLine(source: string): string {
  return `${source} is a LoRA, which changes another model and is none by itself; in Python, fuse_lora() and save_pretrained() make a model of the two`;
}

/** A file that is a whole model. */
export function singleFileLine(source: string): string {
  return `${source} is a checkpoint of one file; pull the same model in diffusers' layout, or write it in Python: from_single_file(…).save_pretrained(…)`;
}
