import { ask } from '../probe.ts';
import { findTensorflow, TENSORFLOW_VERSION, type TensorflowPackage } from './find.ts';

/** What `--backend tensorflow` would run on. */
export interface TensorflowReport {
  binding: { name: string; version: string } | null;
  /** What lacks and how to get it, in one line; null when it would start. */
  problem: string | null;
}

/** Looks for a binding and loads it in a child process. */
export async function inspectTensorflow(): Promise<TensorflowReport> {
  const found = findTensorflow();
  const binding = found && { name: found.name, version: found.version };
  if (!found?.complete) return { binding, problem: whatIsMissing(found) };
  const reason = await ask<string>(
    'node:module',
    `const require = exports.createRequire(import.meta.url);
     try { require(${JSON.stringify(found.folder)}); return ''; } catch (error) { return error.message; }`,
  );
  return { binding, problem: reason === '' ? null : doesNotLoad(found, reason ?? 'its process crashed') };
}

/** What lacks for TensorFlow and how to get it. @param found a package without its native part, or none */
export function whatIsMissing(found: TensorflowPackage | null): string {
  if (!found) {
    const install = `npm install --prefix .cache/tensorflow @tensorflow/tfjs-node@${TENSORFLOW_VERSION}`;
    const get = `${install}, or in a checkout by scripts/tensorflow.sh`;
    return `TensorFlow's binding for Node is not installed; get it with ${get}`;
  }
  const { name, version, folder } = found;
  const lacks = `${name} ${version} has no native part: its install script did not run`;
  return `${lacks}; in ${folder}: npm run install`;
}

/** @param reason of which the first line is told */
export function doesNotLoad({ name, version }: TensorflowPackage, reason: string): string {
  return `${name} ${version} is installed but does not load (${reason.split('\n')[0]})`;
}
