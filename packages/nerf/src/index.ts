export * from './adam.ts';
export {
  checkFieldConfig,
  FEATURES_PER_LEVEL,
  FIELD_DEFAULTS,
  FIELD_LIMITS,
  type FieldConfig,
  HIDDEN_MULTIPLE,
  MAXIMUM_TABLE_ENTRIES,
  OUTPUTS,
} from './config.ts';
export * from './create.ts';
export type { Encoding, GridLevel } from './encodings/encoding.ts';
export { ENCODINGS, gridLevels } from './encodings/index.ts';
export * from './grid.ts';
export * from './host-field.ts';
export * from './kernels.ts';
export * from './parameters.ts';
export { ReferenceField } from './reference-field.ts';
