export * from './caption.ts';
export * from './concept.ts';
export * from './fit.ts';
export * from './library.ts';
export * from './palette.ts';
export * from './rasterise.ts';
export * from './triangles.ts';
