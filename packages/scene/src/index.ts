export { arrange, type Layout, nothingCameOut, type PlacedWords } from './arrange.ts';
export * from './render-scene.ts';
export * from './scene.ts';
export type { Shape } from './shape.ts';
