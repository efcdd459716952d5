export * from './adam.ts';
export * from './config.ts';
export * from './create.ts';
export * from './field.ts';
export { gradientsAreFinite } from './parameters.ts';
