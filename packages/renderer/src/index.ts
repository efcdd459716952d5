export * from './camera-distribution.ts';
export * from './occupancy.ts';
export * from './radiance-field.ts';
export { type RayBundle, viewRays } from './rays.ts';
export * from './regularisers.ts';
export * from './renderer.ts';
