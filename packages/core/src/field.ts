/**
 * One named parameter array of a field, and its gradient. Both may be views of a kernel's memory, or copies
 * of what a GPU holds: see `Field.pull`.
 */
export interface Parameter {
  name: string;
  shape: readonly number[];
  data: Float32Array;
  gradient: Float32Array;
}

/** Values of a radiance field at a list of points. */
export interface FieldValues {
  /** `[count]`, >= 0, per world unit. */
  density: Float32Array;
  /** `[count, 3]`, each channel in [0, 1]. */
  colour: Float32Array;
}

/**
 * Values of a radiance field at points.
 * @param points `[count, 3]`, world units; may be longer than that
 * @returns arrays that may be longer, too, and are valid until the next call
 */
export type FieldQuery = (points: Float32Array, count: number) => Promise<FieldValues>;

/**
 * What rendering needs of a radiance field in the cube [-1, 1]^3. Calls never overlap: await one before the
 * next.
 */
export interface RadianceField {
  /** Values at points, and what `backward` needs, kept until the next `forward`. */
  forward: FieldQuery;
  /**
   * Adds to the parameters' gradients, for the last `forward`, given the loss's gradient by density and by
   * colour.
   */
  backward(densityGradient: Float32Array, colourGradient: Float32Array): Promise<void>;
  /** Values without keeping anything: for occupancy and export. Leaves the state of `forward` alone. */
  query: FieldQuery;
}

/** A radiance field that can be trained. */
export interface Field extends RadianceField {
  readonly parameters: readonly Parameter[];
  /** Sets all gradients to zero. */
  zeroGradients(): Promise<void>;
  /** Whether every gradient is a finite number. */
  gradientsAreFinite(): Promise<boolean>;
  /** Brings `parameters` up to date, values and gradients, where kernels keep them elsewhere. */
  pull(): Promise<void>;
  /** Brings the kernels' own copies up to date, after `parameters` were written to. */
  push(): Promise<void>;
  /**
   * Coarse to fine: hash levels from this one on give zero features and get no gradient. May be fractional:
   * the last is faded in. Forgets the last `forward`.
   */
  setActiveLevels(levels: number): void;
  /** Releases worker threads, GPU memory and the like. */
  dispose(): Promise<void>;
}
