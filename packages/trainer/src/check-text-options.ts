import { UserError } from '@modeseek/core';
import type { Denoiser } from '@modeseek/guidance';
import { configSchema, type RunConfig } from './config.ts';

/** Options of what models are told in words about views. */
const OF_WORDS = ['perpNeg', 'viewWords', 'frontWithin', 'backWithin', 'overheadFrom'] as const;
type OptionOfWords = (typeof OF_WORDS)[number];

/**
 * Makes sure that options of texts do something with a model, and with each other.
 * @throws UserError naming the first one that would not
 */
export function checkTextOptions(
  config: Pick<RunConfig, 'negativePrompt' | 'guidanceScale'> & Partial<Pick<RunConfig, OptionOfWords>>,
  { readsAnyText = false, readsDirections = false }: Pick<Denoiser, 'readsAnyText' | 'readsDirections'>,
): void {
  const refuse = (option: OptionOfWords | 'negativePrompt', why: string): never => {
    throw new UserError(`option ${option} does nothing here: ${why}; leave it out`);
  };
  if (config.negativePrompt !== '') {
    if (!readsAnyText) {
      refuse('negativePrompt', 'the model knows prompts of certain objects alone, and no negative ones');
    }
    if (config.guidanceScale === 1) {
      refuse('negativePrompt', 'guidanceScale is 1, which asks for no other picture to be guided away from');
    }
  }
  const changed = OF_WORDS.filter(
    (name) => config[name] !== undefined && config[name] !== configSchema.shape[name].parse(undefined),
  );
  for (const name of changed) {
    if (!readsDirections) refuse(name, 'the model is told cameras themselves, and not words for them');
    if (!config.viewWords && name !== 'viewWords') refuse(name, 'viewWords is off');
    if (config.perpNeg && (name === 'frontWithin' || name === 'backWithin')) {
      refuse(name, 'perpNeg blends the words of neighbouring views by azimuth');
    }
  }
}
