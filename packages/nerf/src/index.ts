export * from './adam.ts';
export { FIELD_DEFAULTS, FIELD_LIMITS, type FieldConfig, HIDDEN_MULTIPLE, OUTPUTS } from './config.ts';
export * from './create.ts';
export * from './field.ts';
export { gridLevels } from './grid.ts';
