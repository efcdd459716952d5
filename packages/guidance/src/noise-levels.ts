export interface NoiseLevelOptions {
  /** Number of steps, at least 1. */
  steps: number;
  sigmaMax: number;
  /** Last level before 0, in (0, sigmaMax]. */
  sigmaMin: number;
  /** How much the levels crowd towards sigmaMin: 1 is linear; 7 is the paper's choice. */
  rho?: number;
}

/**
 * The noise levels of a sampler: `steps` levels from sigmaMax down to sigmaMin, evenly spaced in σ^(1/ρ),
 * then 0 (Karras et al. 2022, equation 5). With one step: sigmaMax, 0.
 */
export function karrasLevels({ steps, sigmaMax, sigmaMin, rho = 7 }: NoiseLevelOptions): number[] {
  const high = sigmaMax ** (1 / rho);
  const low = sigmaMin ** (1 / rho);
  const levels = Array.from({ length: steps }, (_, i) => {
    const share = steps === 1 ? 0 : i / (steps - 1);
    return (high + share * (low - high)) ** rho;
  });
  return [...levels, 0];
}
