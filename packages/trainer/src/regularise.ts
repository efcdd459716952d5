import {
  opacityEntropy,
  orientation,
  type RayBundle,
  type Regulariser,
  type RenderedViews,
  type RenderGradient,
  smoothness,
  sparsity,
} from '@modeseek/renderer';

export const REGULARISERS = {
  sparsity,
  opacityEntropy,
  smoothness,
  orientation,
} satisfies Record<string, (rendered: RenderedViews, rays: RayBundle) => Regulariser>;
export type RegulariserName = keyof typeof REGULARISERS;
export const REGULARISER_NAMES = Object.keys(REGULARISERS) as RegulariserName[];

/** Weight of each regulariser; 0 leaves it out. */
export type RegulariserWeights = Record<RegulariserName, number>;

/**
 * Adds the regularisers' weighted gradients to `gradient`.
 * @returns their unweighted values, of those in use
 */
export function regularise(
  rendered: RenderedViews,
  rays: RayBundle,
  weights: RegulariserWeights,
  gradient: RenderGradient,
): Record<string, number> {
  const losses: Record<string, number> = {};
  for (const name of REGULARISER_NAMES) {
    if (weights[name] === 0) continue;
    const regulariser = REGULARISERS[name](rendered, rays);
    losses[name] = regulariser.loss;
    for (const [output, by] of Object.entries(regulariser.gradient)) {
      const key = output as keyof Regulariser['gradient'];
      gradient[key] ??= new Float32Array(by.length);
      const sum = gradient[key];
      for (let i = 0; i < by.length; i++) sum[i] += weights[name] * by[i];
    }
  }
  return losses;
}
