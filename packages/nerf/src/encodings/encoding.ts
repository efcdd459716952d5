import type { FieldConfig } from '../config.ts';

/** One level of a grid of features. All kernels read it as it is. */
export interface GridLevel {
  /** Cells along an edge of the cube. */
  resolution: number;
  /** Its first entry in the table. */
  offset: number;
  /** Its number of entries; a power of two when hashed. */
  size: number;
  /** Whether vertices share entries: their products are xor-ed and cut to the size, not added. */
  hashed: boolean;
  /** What a vertex's coordinates are multiplied by, signed 32-bit integers. */
  multipliers: readonly [number, number, number];
}

/** A way to lay levels out: where the entry of a vertex is. */
export interface Encoding<Name extends string = string> {
  readonly name: Name;
  /** Coarse to fine, their entries one behind the other. */
  levels(config: FieldConfig): GridLevel[];
}
