import type { FamilyPreset, ModelKind, PresetOptions } from './families/family.ts';
import { FAMILIES } from './families/index.ts';
import { METHODS } from './methods/index.ts';
import { type Method, QUALITIES } from './methods/method.ts';

export const METHOD_NAMES = METHODS.map(({ name }) => name);
export type MethodName = (typeof METHODS)[number]['name'];

const EMBEDDED: ModelKind = { family: 'embedded', imageSize: 128 };

/** @param name one of `METHOD_NAMES`; the default method for any other */
export function methodOf(name: unknown): Method {
  return METHODS.find((method) => method.name === name) ?? METHODS[0];
}

/**
 * Options that a method, a quality and a kind of model, if they are known ones, stand for. What a run is given by
 * itself comes before them; all others have the defaults of `configSchema`, which are those of mean-shift
 * distillation of standard quality from the embedded model.
 */
export function presetOptions(name: unknown, quality: unknown, model: ModelKind = EMBEDDED): PresetOptions {
  const method = methodOf(name);
  const family = familyOf(model.family);
  const chosen = QUALITIES.find((each) => each === quality) ?? 'standard';
  const steps = family.steps[method.name] ?? method.steps;
  return {
    ...method.options,
    ...family.options(model.imageSize),
    ...family.methods[method.name],
    steps: steps[chosen],
  };
}

/** The same of runs of `image`, whose other defaults are those of their schema. */
export function picturePresets(name: unknown, { family: of }: ModelKind = EMBEDDED): PresetOptions {
  const method = methodOf(name);
  const family = familyOf(of);
  return { ...method.picture, ...family.picture, ...family.pictureMethods[method.name] };
}

function familyOf(name: string): FamilyPreset {
  return FAMILIES.find((each) => each.name === name) ?? FAMILIES[0];
}

/**
 * What an option is by default with a method other than the first, for descriptions; null where it is the
 * same.
 */
export function defaultWith(name: MethodName, option: string): string | number | null {
  const { options, steps } = methodOf(name);
  return option === 'steps' ? steps.standard : (options[option] ?? null);
}
