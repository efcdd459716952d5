import { type FieldKernels, referenceFieldKernels } from '@modeseek/nerf';
import { hostRenderKernels, type RenderKernels } from '@modeseek/renderer';

/** How a backend makes fields, moves their parameters and brings rays through them. */
export type Kernels = FieldKernels & RenderKernels;

/** Plain TypeScript. */
export const referenceKernels: Kernels = { ...referenceFieldKernels, ...hostRenderKernels };
