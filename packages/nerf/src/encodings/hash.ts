import type { FieldConfig } from '../config.ts';
import type { Encoding, GridLevel } from './encoding.ts';

/** Multipliers of the spatial hash (Mueller et al. 2022, eq. 4), as signed 32-bit integers. */
const HASH_PRIMES = [1, 2654435761 | 0, 805459861] as const;

/**
 * The multi-resolution hash grid: resolution grows geometrically (Mueller et al. 2022, eq. 2 and 3). Levels
 * that fit their table are indexed directly.
 */
export const hash: Encoding<'hash'> = {
  name: 'hash',
  levels({ levels, log2TableSize, baseResolution, finestResolution }: FieldConfig): GridLevel[] {
    const capacity = 2 ** log2TableSize;
    const growth = levels > 1 ? (finestResolution / baseResolution) ** (1 / (levels - 1)) : 1;
    let offset = 0;
    return Array.from({ length: levels }, (_, index) => {
      const resolution = Math.round(baseResolution * growth ** index);
      const edge = resolution + 1;
      const hashed = edge ** 3 > capacity;
      const multipliers = hashed ? HASH_PRIMES : ([1, edge, edge * edge] as const);
      const level = { resolution, offset, size: hashed ? capacity : edge ** 3, hashed, multipliers };
      offset += level.size;
      return level;
    });
  },
};
