import { ddim } from './ddim.ts';
import { dpmpp } from './dpmpp.ts';
import { heun } from './heun.ts';
import type { Sampler } from './sampler.ts';

export type { DenoiseAt, Sampler } from './sampler.ts';
export { ddim, dpmpp, heun };

export const SAMPLER_NAMES = ['ddim', 'heun', 'dpmpp', 'ancestral'] as const;
export type SamplerName = (typeof SAMPLER_NAMES)[number];

/** The samplers by the names that options use. */
export const SAMPLERS: Record<SamplerName, Sampler> = { ddim: ddim(), heun, dpmpp, ancestral: ddim(1) };
