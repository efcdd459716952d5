export { ClipTokenizer, type ClipTokens, type ClipVocabulary } from './clip/clip-tokenizer.ts';
export { EmbeddedPrior } from './embedded/embedded-prior.ts';
export { parseManifest } from './embedded/manifest.ts';
export type { ModelInputs, ModelOutputs, ModelSession } from './embedded/session.ts';
export * from './prior.ts';
export * from './prior-info.ts';
export type { PromptKnowledge } from './prompt/lexicon.ts';
export { type ParsedPrompt, parsePrompt } from './prompt/parse-prompt.ts';
