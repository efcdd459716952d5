export { type Arrangement, arrange, nothingCameOut } from './arrange.ts';
export * from './layout.ts';
export * from './render-scene.ts';
export * from './scene.ts';
export type { Shape } from './shape.ts';
