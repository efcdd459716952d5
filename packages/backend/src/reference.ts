import { referenceFieldKernels } from '@modeseek/nerf';
import { hostRenderKernels } from '@modeseek/renderer';
import type { Compute } from './compute.ts';

/** Plain TypeScript on one thread: what all others are measured against. */
export async function startReference(): Promise<Compute> {
  return {
    name: 'cpu',
    description: 'plain TypeScript, 1 thread',
    kernels: { ...referenceFieldKernels, ...hostRenderKernels },
    threads: 1,
    hardwareGpu: false,
    async dispose() {},
  };
}
