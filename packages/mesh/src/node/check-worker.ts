import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '@modeseek/core';
import { checkMeshFile, type MeshReport } from './check-mesh.ts';

/** What the thread says, once. A refusal is told as such; so is what the file system says, with its code and path. */
export type FromCheckThread =
  | { type: 'report'; report: MeshReport }
  | { type: 'refusal'; message: string }
  | { type: 'failure'; error: Error & { code?: string; path?: string } };

const port = parentPort!;
const say = (message: FromCheckThread) => port.postMessage(message);

try {
  say({ type: 'report', report: await checkMeshFile(workerData.path) });
} catch (error) {
  if (error instanceof UserError) say({ type: 'refusal', message: error.message });
  else if (error instanceof RangeError) {
    // What V8 says where arrays, or the stack, are larger than there is room for.
    say({ type: 'refusal', message: `${workerData.path} cannot be read: it takes too much memory` });
  } else {
    // Of an error none but the message would get through.
    const { message, stack, code, path } = error as NodeJS.ErrnoException;
    say({ type: 'failure', error: Object.assign({ name: 'Error', message, stack }, { code, path }) });
  }
}
