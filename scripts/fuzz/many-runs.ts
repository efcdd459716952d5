/** Makes so many short runs in this process, with an export behind each, and waits after each to be looked at. */
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { runCommandLine } from '@modeseek/cli/src/command-line.ts';
import { EXPORT_TINY, TRAIN_TINY } from './tiny-run.ts';

for (let n = Number(process.argv[2]); n > 0; n--) {
  rmSync('run', { recursive: true, force: true });
  rmSync('made', { recursive: true, force: true });
  for (const args of [TRAIN_TINY, [...EXPORT_TINY.slice(0, -1), 'mesh.glb']]) {
    const code = await runCommandLine(args);
    if (code !== 0) process.exit(code);
  }
  globalThis.gc?.();
  process.send!(n);
  await once(process, 'message');
}
process.disconnect();
