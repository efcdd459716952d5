import type { FieldConfig } from '../config.ts';
import type { GridLevel } from './encoding.ts';
import { hash } from './hash.ts';

/** All encodings, the default first. A new one is its file and a line here; all kernels read its levels. */
export const ENCODINGS = [hash] as const;

/** Levels of a field's grid, by its encoding. @throws Error for an unknown one */
export function gridLevels(config: FieldConfig): GridLevel[] {
  const encoding = ENCODINGS.find(({ name }) => name === config.encoding);
  if (!encoding) throw new Error(`unknown encoding ${config.encoding}`);
  return encoding.levels(config);
}
