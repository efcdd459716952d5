/**
 * Tries inputs on one target, one after the other, and tells its parent of each: `node child.ts TARGET SEED
 * FIRST COUNT`. The parent notices when it hangs or dies; what it throws, hoards, or writes outside its
 * working folder, it notices itself.
 */
import { resolve, sep } from 'node:path';
import { inspect } from 'node:util';
import { Rng, UserError } from '@modeseek/core';
import { hookFileSystem } from './fs-hook.ts';
import type { ChildMessage } from './messages.ts';
import { loadTarget } from './targets/index.ts';

/** Bytes. */
const MOST_MEMORY = 2 * 2 ** 30;

const [name, seed, first, count] = process.argv.slice(2);
const box = process.cwd();
const tell = (message: ChildMessage) => process.send?.(message);
let faults: string[] = [];
let ready = false;

hookFileSystem((_, path, writes) => {
  const whole = resolve(path);
  if (!ready || !writes || whole === box || whole.startsWith(box + sep)) return;
  if (!/^\/dev\/(null|tty)$/.test(whole)) faults.push(`it wrote to ${path}, outside its folder`);
});
const stackOf = (error: unknown) => (error instanceof Error ? `${error.stack}` : `thrown: ${inspect(error)}`);
process.on('uncaughtException', (error) => faults.push(`uncaught ${stackOf(error)}`));
process.on('unhandledRejection', (error) => faults.push(`unhandled ${stackOf(error)}`));

const target = await loadTarget(name);
const trials = await target.prepare();
ready = true;
tell({ type: 'ready', patience: trials.patience ?? 5 });
const last = Number(first) + Number(count);
for (let n = Number(first); n < last; n++) {
  tell({ type: 'begin', n });
  let shown: unknown;
  let refused = false;
  try {
    await trials.attempt(new Rng(`${seed}:${name}:${n}`), (input) => {
      shown = input;
    });
  } catch (error) {
    if (error instanceof UserError) refused = true;
    else faults.push(stackOf(error));
  }
  // What it left to the next turn of the event loop belongs to it, too.
  await new Promise(setImmediate);
  const memory = process.resourceUsage().maxRSS * 1024;
  if (memory > MOST_MEMORY) faults.push(`it took ${Math.round(memory / 2 ** 20)} MiB of memory`);
  if (faults.length > 0) tell({ type: 'faults', n, faults, input: describe(shown) });
  faults = [];
  tell({ type: 'end', n, refused });
  if (memory > MOST_MEMORY) process.exit(0); // or all that follow would be blamed
}
await trials.dispose?.();
process.exit(0);

/** An input as people can read it, cut short. */
function describe(input: unknown): string {
  if (input instanceof Uint8Array) return `${input.length} bytes`;
  const text =
    typeof input === 'string' ? JSON.stringify(input) : inspect(input, { depth: 5, breakLength: Infinity });
  return text.length > 600 ? `${text.slice(0, 600)}... (${text.length} characters)` : text;
}
