import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a worker thread from a module beside the caller: `startWorker(import.meta.url, './x-worker')`.
 * In a checkout the module is TypeScript and runs through tsx; in a published package it is JavaScript.
 */
export function startWorker(callerUrl: string, module: string, options: WorkerOptions = {}): Worker {
  const fromSource = callerUrl.endsWith('.ts');
  const url = new URL(`${module}.${fromSource ? 'ts' : 'js'}`, callerUrl);
  if (!fromSource) return new Worker(url, options);
  // Node 20 ignores `--import` for worker threads, so a line of JavaScript registers tsx there.
  const api = pathToFileURL(createRequire(callerUrl).resolve('tsx/esm/api').replace(/cjs$/, 'mjs')).href;
  const bootstrap = `import('${api}').then(({ register }) => { register(); return import('${url.href}'); });`;
  return new Worker(bootstrap, { ...options, eval: true, execArgv: ['--conditions=source'] });
}
