export { arrange, nothingCameOut, type Placement, type Surface } from './arrange.ts';
export * from './render-scene.ts';
export * from './scene.ts';
export * from './scene-guidance.ts';
