import type { Provider } from './family.ts';

/**
 * What a network runs on, for people.
 * @param refused why it is on the processor, when something else was asked for
 */
export function describeDevice(provider: Provider, threads: number, refused?: string): string {
  if (provider === 'webgpu' && refused === undefined) return 'GPU';
  const processor = `processor, ${threads} thread${threads > 1 ? 's' : ''}`;
  return refused === undefined ? processor : `${processor} (ONNX Runtime does not take the GPU: ${refused})`;
}
