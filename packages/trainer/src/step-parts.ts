import { type Drawing, type Field, Rng } from '@modeseek/core';
import type { Guidance } from '@modeseek/guidance';
import type { Adam } from '@modeseek/nerf';
import { createRenderer, type Renderer } from '@modeseek/renderer';
import { Anchors } from './anchors.ts';
import type { RunConfig } from './config.ts';
import { rendererOptions } from './config-sections.ts';
import type { Kernels } from './kernels.ts';

/** What a training step works with. */
export interface StepParts {
  config: RunConfig;
  field: Field;
  adam: Adam;
  renderer: Renderer;
  guidance: Guidance;
  /** How views are drawn that the guidance takes. */
  drawing: Drawing;
  /** Views that it takes together, as one group of cameras; 1 where each is by itself. */
  together: number;
  /** Pictures of the first step, which those of later ones are to go with. */
  anchors: Anchors;
  /** One generator for each use, so that none disturbs another. */
  rngs: Readonly<Record<(typeof USES)[number], Rng>>;
}

/** What asks the model, and how. */
export type GuidanceParts = Pick<StepParts, 'guidance' | 'drawing'> & Partial<Pick<StepParts, 'together'>>;

/** What randomness is used for in a step. */
const USES = ['views', 'samples', 'guidance', 'anchors', 'occupancy'] as const;

/** All of it as it is before the first step of a run, around a field and its guidance. */
export function stepParts(
  config: RunConfig,
  field: Field,
  kernels: Kernels,
  { guidance, drawing, together = 1 }: GuidanceParts,
): StepParts {
  const rngs = Object.fromEntries(USES.map((use) => [use, new Rng(`${config.seed}:${use}`)]));
  return {
    config,
    field,
    adam: kernels.adam(field),
    renderer: createRenderer(field, rendererOptions(config), kernels),
    guidance,
    drawing,
    together,
    anchors: new Anchors(),
    rngs: rngs as StepParts['rngs'],
  };
}
