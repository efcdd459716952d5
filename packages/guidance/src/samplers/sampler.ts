import type { Rng } from '@modeseek/core';

/** E[clean | z at this noise level]: a `Denoiser` with its condition filled in. Returns a new array. */
export type DenoiseAt = (z: Float32Array, sigma: number) => Promise<Float32Array>;

/**
 * Carries z = clean + levels[0] · n along falling noise levels to a sample.
 * @param levels strictly falling, usually to 0, as of `karrasLevels`
 * @param rng source of the noise that stochastic samplers add; deterministic ones leave it alone
 * @returns a new array: a sample at the last level
 */
export type Sampler = (
  denoise: DenoiseAt,
  z: Float32Array,
  levels: readonly number[],
  rng: Rng,
) => Promise<Float32Array>;
