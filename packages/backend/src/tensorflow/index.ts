import { UserError } from '@modeseek/core';
import { referenceFieldKernels } from '@modeseek/nerf';
import { hostRenderKernels } from '@modeseek/renderer';
import type { Compute } from '../compute.ts';
import { BINDINGS, findTensorflow } from './binding.ts';
import { TfjsField } from './field.ts';

/**
 * TF.js on TensorFlow's C library.
 * @throws UserError when no binding is installed, or it does not load
 */
export async function startTensorflow(threads: number): Promise<Compute> {
  const binding = findTensorflow();
  if (!binding) {
    throw new UserError(
      `--backend tensorflow needs ${BINDINGS.join(' or ')}; install one with: npx yarn@1.22.22 add -W ${BINDINGS[0]}@4.22.0`,
    );
  }
  const tf = await import('@tensorflow/tfjs-core');
  try {
    await import(binding.name);
    await tf.setBackend('tensorflow');
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split('\n');
    throw new UserError(
      `${binding.name} ${binding.version} is installed but does not load (${reason}); use --backend auto`,
    );
  }
  return {
    name: 'tensorflow',
    description: `TensorFlow, ${binding.name} ${binding.version}`,
    kernels: {
      ...referenceFieldKernels,
      ...hostRenderKernels,
      field: async (config) => new TfjsField(config),
    },
    threads,
    hardwareGpu: false,
    async dispose() {},
  };
}
