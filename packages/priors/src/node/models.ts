import { embeddedPriorFolder } from '@modeseek/embedded-prior';
import type { Prior } from '../prior.ts';
import { embeddedFamily } from './embedded.ts';
import type { LoadOptions, ModelDescription, ModelFamily } from './family.ts';

/** Families in the order in which they are asked whether a folder is theirs. */
const FAMILIES: readonly ModelFamily[] = [embeddedFamily];

export interface ModelListing extends ModelDescription {
  /** What to give as `--model`. */
  model: string;
}

/**
 * Loads a diffusion model.
 * @param model 'embedded', or a directory
 * @throws UserError when files are missing, damaged, or of another interface, or ONNX Runtime does not load
 */
export async function loadPrior(
  model: 'embedded' | (string & {}),
  options: LoadOptions = {},
): Promise<Prior> {
  const folder = folderOf(model);
  return familyOf(folder).load(folder, options);
}

/**
 * The models that can be used without `--model PATH`.
 * @throws UserError when their files are missing or damaged
 */
export function listModels(): ModelListing[] {
  return [describeModel('embedded')];
}

/**
 * What a model is; its weights are not read.
 * @param model 'embedded', or a directory
 * @throws UserError when its files are missing or damaged
 */
export function describeModel(model: string): ModelListing {
  const folder = folderOf(model);
  return { model, ...familyOf(folder).describe(folder) };
}

function folderOf(model: string): string {
  return model === 'embedded' ? embeddedPriorFolder() : model;
}

function familyOf(folder: string): ModelFamily {
  return FAMILIES.find((family) => family.owns(folder)) ?? embeddedFamily;
}
