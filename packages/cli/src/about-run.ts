import { isDeepStrictEqual } from 'node:util';
import { UserError, usualSize } from '@modeseek/core';
import {
  type ExportOptions,
  PLAIN_SUBSTANCE,
  type Substance,
  substanceOf,
  UNKNOWN_SIZE,
} from '@modeseek/mesh';
import { parsePrompt } from '@modeseek/priors';
import { describeModel, readPriorInfo } from '@modeseek/priors/node';
import type { RunConfig } from '@modeseek/trainer';
import { modelFolder } from './model-folder.ts';

/** What the mesh of a run tells of itself, how large such a thing usually is, and what it is made of. */
export function aboutRun({
  prompt,
  seed,
  model,
}: RunConfig): Required<Pick<ExportOptions, 'name' | 'usualSize' | 'substance' | 'extras'>> {
  return {
    name: prompt,
    usualSize: usualSizeOf(prompt),
    substance: substanceOfPrompt(prompt),
    extras: { prompt, seed, ...aboutModel(model) },
  };
}

/** Nothing of a model that is there no more. */
function aboutModel(model: string): { model?: string; licence?: string } {
  return unlessRefused<{ model?: string; licence?: string }>(() => {
    const { title, licence } = describeModel(modelFolder(model));
    return { model: title, ...(licence !== undefined && { licence }) };
  }, {});
}

/**
 * Of the largest thing that a prompt names. What words mean is looked up in those of the embedded model, whichever
 * one the run was made with.
 */
function usualSizeOf(prompt: string): number {
  return unlessRefused(() => {
    const { objects } = parsePrompt(prompt, readPriorInfo('embedded'));
    return Math.max(...objects.map(({ concept }) => usualSize(concept) ?? UNKNOWN_SIZE));
  }, UNKNOWN_SIZE);
}

/** What all that a prompt names is made of; nothing particular when that is not the same. */
function substanceOfPrompt(prompt: string): Substance {
  const said = unlessRefused(
    () => parsePrompt(prompt, readPriorInfo('embedded')).objects.map(({ words }) => words),
    [prompt],
  );
  const [first, ...others] = said.map(substanceOf);
  return others.every((each) => isDeepStrictEqual(each, first)) ? first : PLAIN_SUBSTANCE;
}

function unlessRefused<T>(find: () => T, otherwise: NoInfer<T>): T {
  try {
    return find();
  } catch (error) {
    if (error instanceof UserError) return otherwise;
    throw error;
  }
}
