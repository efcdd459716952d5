/** One named parameter array of a field, and its gradient. Both may be views of a kernel's memory, or copies of what a GPU holds: see `Field.pull`. */
export interface Parameter {
  name: string;
  shape: readonly number[];
  data: Float32Array;
  gradient: Float32Array;
}

/**
 * A radiance field in the cube [-1, 1]^3: density (>= 0, per world unit) and colour (each channel in [0, 1]) at points.
 * Calls never overlap: await one before the next.
 */
export interface Field {
  readonly parameters: readonly Parameter[];
  /**
   * Values at `count` points and what `backward` needs, kept until the next `forward`.
   * @param points `[count, 3]`, world units
   * @returns arrays `[count]` and `[count, 3]`, valid until the next call
   */
  forward(points: Float32Array, count: number): Promise<{ density: Float32Array; colour: Float32Array }>;
  /** Adds to the parameters' gradients, for the last `forward`, given the loss's gradient by density and colour. */
  backward(densityGradient: Float32Array, colourGradient: Float32Array): Promise<void>;
  /** Density and colour without keeping anything: for occupancy and export. Leaves the state of `forward` alone. */
  query(points: Float32Array, count: number): Promise<{ density: Float32Array; colour: Float32Array }>;
  /** Sets all gradients to zero. */
  zeroGradients(): Promise<void>;
  /** Whether every gradient is a finite number. */
  gradientsAreFinite(): Promise<boolean>;
  /** Brings `parameters` up to date, values and gradients, where kernels keep them elsewhere. */
  pull(): Promise<void>;
  /** Brings the kernels' own copies up to date, after `parameters` were written to. */
  push(): Promise<void>;
  /** Coarse to fine: hash levels from this one on give zero features and get no gradient. May be fractional: the last is faded in. Forgets the last `forward`. */
  setActiveLevels(levels: number): void;
  /** Releases worker threads, GPU memory and the like. */
  dispose(): Promise<void>;
}
