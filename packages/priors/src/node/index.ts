export type { LoadOptions, ModelDescription, ModelFamily, Provider } from './family.ts';
export { type ModelFolder, readModelFolder } from './model-folder.ts';
export * from './models.ts';
export { readClipTokenizer } from './read-tokenizer.ts';
