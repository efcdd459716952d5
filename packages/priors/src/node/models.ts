import { UserError } from '@modeseek/core';
import { embeddedPriorFolder } from '@modeseek/embedded-prior';
import type { Prior } from '../prior.ts';
import type { PriorInfo } from '../prior-info.ts';
import { diffusersFamily } from './diffusers.ts';
import { embeddedFamily } from './embedded.ts';
import type { LoadOptions, ModelDescription, ModelFamily } from './family.ts';
import { mvdreamFamily } from './mvdream.ts';

/** Families in the order in which they are asked whether a folder is theirs. */
const FAMILIES: readonly ModelFamily[] = [embeddedFamily, mvdreamFamily, diffusersFamily];

export interface ModelListing extends ModelDescription {
  /** What to give as `--model`. */
  model: string;
  /** Name of its family. */
  family: string;
}

/**
 * Loads a diffusion model.
 * @param model 'embedded', or a folder
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
export function listModels(): (ModelListing & { info: PriorInfo })[] {
  return [
    { model: 'embedded', family: embeddedFamily.name, ...embeddedFamily.describe(embeddedPriorFolder()) },
  ];
}

/**
 * What a model is; its weights are not read.
 * @param model 'embedded', or a folder
 * @throws UserError when its files are missing or damaged
 */
export function describeModel(model: string): ModelListing {
  const folder = folderOf(model);
  const family = familyOf(folder);
  return { model, family: family.name, ...family.describe(folder) };
}

/**
 * What a model knows that knows certain objects only.
 * @throws UserError when it is of another family, or its files are missing or damaged
 */
export function readPriorInfo(model: string): PriorInfo {
  const { title, info } = describeModel(model);
  if (info) return info;
  throw new UserError(
    `${model} (${title}) has no list of objects that it knows; give a model with one, as embedded has`,
  );
}

function folderOf(model: string): string {
  return model === 'embedded' ? embeddedPriorFolder() : model;
}

function familyOf(folder: string): ModelFamily {
  // The last one says of any folder what it is instead.
  return FAMILIES.find((family) => family.owns(folder)) ?? diffusersFamily;
}
