export * from './caption.ts';
export * from './concept.ts';
export * from './fit.ts';
export * from './library.ts';
export { COLOUR_NAMES, type ColourName } from './palette.ts';
export * from './rasterise.ts';
export * from './triangles.ts';
