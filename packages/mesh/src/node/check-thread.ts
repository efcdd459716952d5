import { UserError } from '@modeseek/core';
import { startWorker } from '@modeseek/node';
import type { MeshReport } from './check-mesh.ts';
import type { FromCheckThread } from './check-worker.ts';

/** Seconds that a check may take. */
export const CHECK_SECONDS = 300;
/** Mebibytes of the thread's own memory; arrays of numbers are not in it, and bounded by the readers. */
const MEMORY_MIB = 2048;

/**
 * `checkMeshFile` in a thread of its own, which is ended when it takes too long, or too much memory, as a file
 * that somebody has made for that may.
 * @param seconds that it may take
 * @throws UserError when the file cannot be read, or not in that time; the file system's error, with its `path`
 */
export async function checkMeshInThread(path: string, seconds = CHECK_SECONDS): Promise<MeshReport> {
  const worker = startWorker(import.meta.url, './check-worker', {
    workerData: { path },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MIB },
    // Libraries print what they make of strange files.
    stdout: true,
    stderr: true,
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<MeshReport>((resolve, reject) => {
      timer = setTimeout(
        () => reject(new UserError(`${path} cannot be read: it takes more than ${seconds} seconds`)),
        seconds * 1000,
      );
      worker.on('message', (message: FromCheckThread) => {
        if (message.type === 'report') resolve(message.report);
        else if (message.type === 'refusal') reject(new UserError(message.message));
        else reject(Object.assign(new Error(message.error.message), message.error));
      });
      worker.on('error', (error: NodeJS.ErrnoException) => {
        const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
        reject(isMemory ? new UserError(`${path} cannot be read: it takes too much memory`) : error);
      });
      worker.on('exit', () => reject(new Error('the thread that checks meshes ended')));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
