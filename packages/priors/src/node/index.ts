export type { LoadOptions, ModelDescription, ModelFamily, Provider } from './family.ts';
export { type ModelFolder, readModelFolder } from './model-folder.ts';
export * from './models.ts';
export { MODEL_CARD, readLicence } from './read-licence.ts';
export { readClipTokenizer } from './read-tokenizer.ts';
