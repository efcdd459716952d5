export * from './camera-distribution.ts';
export type { Composite } from './composite.ts';
export {
  HostIntegrator,
  hostRenderKernels,
  type IntegratorOptions,
  type RayIntegrator,
  type RenderKernels,
} from './integrator.ts';
export * from './occupancy.ts';
export { type RayBundle, viewRays } from './rays.ts';
export * from './regularisers.ts';
export * from './renderer.ts';
export { DIAGONAL } from './sampling.ts';
