export * from './models.ts';
export * from './prior.ts';
export * from './prior-info.ts';
export type { ParsedPrompt } from './prompt.ts';
