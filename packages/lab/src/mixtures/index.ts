export type * from './gaussian-component.ts';
export * from './gaussian-mixture.ts';
export * from './moments.ts';
