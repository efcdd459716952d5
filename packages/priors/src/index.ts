export type { LoadOptions } from './embedded/embedded-prior.ts';
export * from './models.ts';
export * from './prior.ts';
export * from './prior-info.ts';
export { type ParsedPrompt, type PromptKnowledge, parsePrompt } from './prompt.ts';
