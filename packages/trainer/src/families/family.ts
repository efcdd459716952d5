import type { Quality } from '../methods/method.ts';

/** Options of a run by name. */
export type PresetOptions = Readonly<Record<string, string | number | boolean>>;

/** What a run has for its model, as the presets see it. */
export interface ModelKind {
  /** Name of its family. */
  family: string;
  /** Edge of its pictures, in pixels. */
  imageSize: number;
}

/** What runs have by default with models of one family, where it is not what they have with the embedded one. */
export interface FamilyPreset {
  /** As families of priors are called. */
  readonly name: string;
  /** Whatever the method. */
  options(imageSize: number): PresetOptions;
  /** With a method, by its name, before those. */
  readonly methods: Readonly<Record<string, PresetOptions>>;
  /** Options of runs of `image`: whatever the method, and with one, by its name. */
  readonly picture: PresetOptions;
  readonly pictureMethods: Readonly<Record<string, PresetOptions>>;
  /** Steps of a run, where they are not the method's own. */
  readonly steps: Readonly<Record<string, Readonly<Record<Quality, number>>>>;
}
