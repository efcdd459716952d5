/** One Gaussian of a mixture. */
export interface GaussianComponent {
  /** Positive; weights of a mixture sum to 1. */
  weight: number;
  /** `[dimension]` */
  mean: Float64Array;
  /** `[dimension, dimension]`, symmetric positive definite. */
  covariance: Float64Array;
}
