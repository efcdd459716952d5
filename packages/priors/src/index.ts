export * from './models.ts';
export * from './prior.ts';
export * from './prompt.ts';
