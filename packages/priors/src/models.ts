import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbeddedPrior, type LoadOptions } from './embedded/embedded-prior.ts';
import { readManifest } from './embedded/manifest.ts';
import type { Prior } from './prior.ts';
import type { PriorInfo } from './prior-info.ts';

/** Where the embedded prior lies in a checkout: assets/embedded-prior. */
const EMBEDDED = fileURLToPath(new URL('../../../assets/embedded-prior', import.meta.url));

export interface ModelListing {
  /** What to give as `--model`. */
  model: string;
  info: PriorInfo;
  /** Size of model.onnx, and of its patch where there is one. */
  bytes: number;
}

/**
 * Loads a diffusion model: checks the files' sums, starts a worker thread, and creates the session there.
 * @param model 'embedded', or a directory
 * @throws UserError when files are missing, damaged, or of another interface, or ONNX Runtime does not load
 */
export async function loadPrior(
  model: 'embedded' | (string & {}),
  options: LoadOptions = {},
): Promise<Prior> {
  return EmbeddedPrior.load(folderOf(model), options);
}

/**
 * The models that can be used without `--model PATH`.
 * @throws UserError when their files are missing or damaged
 */
export function listModels(): ModelListing[] {
  return [describeModel('embedded')];
}

/**
 * What a model is, by its prior.json; model.onnx is not read.
 * @param model 'embedded', or a directory
 * @throws UserError when its files are missing, or prior.json damaged
 */
export function describeModel(model: string): ModelListing {
  const folder = folderOf(model);
  const sizeOf = (file: string) => statSync(join(folder, file), { throwIfNoEntry: false })?.size ?? 0;
  return { model, info: readManifest(folder), bytes: sizeOf('model.onnx') };
}

function folderOf(model: string): string {
  return model === 'embedded' ? EMBEDDED : model;
}
