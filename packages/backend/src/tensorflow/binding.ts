import { installedVersion } from '../probe.ts';

/** Bindings of TensorFlow that a user may have installed, the better first. */
export const BINDINGS = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'];

/** The binding that would be used, with its version; null when none is installed. */
export function findTensorflow(): { name: string; version: string } | null {
  for (const name of BINDINGS) {
    const version = installedVersion(name);
    if (version) return { name, version };
  }
  return null;
}
