export { EmbeddedPrior } from './embedded/embedded-prior.ts';
export { parseManifest } from './embedded/manifest.ts';
export type { ModelInputs, ModelOutputs, ModelSession } from './embedded/session.ts';
export * from './prior.ts';
export * from './prior-info.ts';
export { type ParsedPrompt, type PromptKnowledge, parsePrompt } from './prompt.ts';
