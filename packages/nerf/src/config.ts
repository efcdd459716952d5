import { UserError } from '@modeseek/core';

/** Feature values per hash-table entry. Fixed: the fast kernels move an entry as one 64-bit word. */
export const FEATURES_PER_LEVEL = 2;

/** Outputs of the network before activation: density logit and three colour logits. */
export const OUTPUTS = 4;

/**
 * Least and greatest values that the kernels can do. A grid grows, so that its finest resolution is at least
 * its base.
 */
export const FIELD_LIMITS = {
  levels: [1, 24],
  log2TableSize: [8, 22],
  baseResolution: [2, 1024],
  finestResolution: [2, 8192],
  hidden: [4, 256],
} as const;

/**
 * Most entries of all levels together: with gradients and the optimiser's moments half a GiB. WebAssembly's
 * memory may be two, and samples with the features of all levels take most of the rest.
 */
export const MAXIMUM_TABLE_ENTRIES = 2 ** 24;

/** Of which the hidden layer's units are a multiple: the fast kernels work on four at once. */
export const HIDDEN_MULTIPLE = 4;

/** Shape of the field's grid and network, and its density at the start. */
export interface FieldConfig {
  /** Name of a member of `ENCODINGS`. */
  encoding: string;
  /** Levels of the grid, coarse to fine; for the limits of this and others see `FIELD_LIMITS`. */
  levels: number;
  /** Most entries that one level stores, as a power of two. */
  log2TableSize: number;
  /** Cells along an edge of the cube at the coarsest level. */
  baseResolution: number;
  /** Cells along an edge at the finest level; those between grow geometrically. */
  finestResolution: number;
  /** Units of the hidden layer, a multiple of `HIDDEN_MULTIPLE`. */
  hidden: number;
  /**
   * Added to the density logit at the centre; falls linearly and is 0 at `blobRadius` (DreamFusion, appendix
   * A.2).
   */
  densityBias: number;
  /** Radius of the initial fog ball, world units. */
  blobRadius: number;
}

/**
 * A small field for renders of about 128 pixels. Light through the middle of its initial fog ball is dimmed
 * by about three quarters.
 */
export const FIELD_DEFAULTS: FieldConfig = {
  encoding: 'hash',
  levels: 10,
  log2TableSize: 17,
  baseResolution: 8,
  finestResolution: 160,
  hidden: 32,
  densityBias: 2.5,
  blobRadius: 0.4,
};

/** @throws UserError when a value is outside what the kernels can do */
export function checkFieldConfig(config: FieldConfig): void {
  const integer = (name: keyof typeof FIELD_LIMITS, least?: number) => {
    const value = config[name];
    const [limit, high] = FIELD_LIMITS[name];
    const low = least ?? limit;
    if (!Number.isInteger(value) || value < low || value > high) {
      throw new UserError(`field.${name} is ${value}; it must be an integer from ${low} to ${high}`);
    }
  };
  integer('levels');
  integer('log2TableSize');
  integer('baseResolution');
  integer('finestResolution', config.baseResolution);
  integer('hidden');
  if (config.hidden % HIDDEN_MULTIPLE !== 0) {
    throw new UserError(`field.hidden is ${config.hidden}; it must be a multiple of ${HIDDEN_MULTIPLE}`);
  }
  if (!Number.isFinite(config.densityBias)) throw new UserError('field.densityBias must be a number');
  if (!(config.blobRadius > 0)) throw new UserError('field.blobRadius must be above 0');
}
