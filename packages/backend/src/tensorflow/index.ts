import { UserError } from '@modeseek/core';
import { hostRenderKernels } from '@modeseek/renderer';
import type { Compute, Kernels } from '../compute.ts';
import { own } from '../own.ts';
import { tensorflowAdam } from './adam.ts';
import { TensorflowField } from './field.ts';
import { findTensorflow } from './find.ts';
import { doesNotLoad, whatIsMissing } from './inspect.ts';
import { TensorflowThread } from './thread.ts';

/**
 * TF.js on TensorFlow's C library, in a thread of its own.
 * @param binding what `findTensorflow` found
 * @throws UserError when no binding is installed, or it does not load
 */
export async function startTensorflow(threads: number, binding = findTensorflow()): Promise<Compute> {
  if (!binding?.complete) throw new UserError(`--backend tensorflow: ${whatIsMissing(binding)}`);
  const { name, version, folder } = binding;
  const { thread, onGpu } = await TensorflowThread.start(folder, threads).catch((error: Error) => {
    throw new UserError(`${doesNotLoad(binding, error.message)}; use --backend auto`);
  });
  const device = onGpu ? 'GPU' : `${threads} thread${threads > 1 ? 's' : ''}`;
  return {
    name: 'tensorflow',
    description: `TensorFlow, ${device}, ${name} ${version}`,
    kernels: tensorflowKernels(thread),
    threads,
    hardwareGpu: false,
    dispose: () => thread.dispose(),
  };
}

/** TF.js in its thread. Rays are sampled and composited on the host. */
export function tensorflowKernels(thread: TensorflowThread): Kernels {
  return {
    ...hostRenderKernels,
    field: (config) => TensorflowField.start(config, thread),
    adam: (field, options) => tensorflowAdam(own(field, TensorflowField), options),
  };
}
