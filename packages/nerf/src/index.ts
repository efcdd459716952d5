export * from './adam.ts';
export { FIELD_DEFAULTS, type FieldConfig } from './config.ts';
export * from './create.ts';
export * from './field.ts';
export { gradientsAreFinite } from './parameters.ts';
