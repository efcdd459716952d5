/**
 * Loaded before a program (`--import`): lets calls of its file system fail, kills it in the middle of one,
 * counts them, or notes what is written where nothing may be. Told by `MODESEEK_FAULT`, an `FsFault` as JSON.
 */
import fs from 'node:fs';
import { resolve, sep } from 'node:path';
import { type Call, hookFileSystem } from './fs-hook.ts';
import { systemError } from './system-error.ts';

export interface FsFault {
  /** Paths that are meant: this folder, or file, and all below it. */
  under: string;
  /** The call to fail, and which of them, counted from 1. Absent: none. */
  call?: Call;
  nth?: number;
  /** Name of the error, such as `ENOSPC`; or `KILL`. */
  errno?: string;
  /** Whether all calls of the kind fail from then on, as on a full disk. */
  forGood?: boolean;
  /** File that is there from when it fails on. */
  fired?: string;
  /** File to write the number of calls of each kind to, at the end. */
  counts?: string;
  /** File to note paths in, a line each, that were written to without being `under`. */
  outside?: string;
}

const fault: FsFault = JSON.parse(process.env.MODESEEK_FAULT ?? '{"under":""}');
const { appendFileSync, lstatSync, unlinkSync, writeFileSync } = fs;
const under = resolve(fault.under);
const counts: Partial<Record<Call, number>> = {};
/** Noting a path writes, too. */
let noting = false;

hookFileSystem((call, path, writes) => {
  if (noting) return;
  const whole = resolve(path);
  if (whole !== under && !whole.startsWith(under + sep)) {
    if (writes && fault.outside && whole !== '/dev/null') {
      noting = true;
      appendFileSync(fault.outside, `${whole}\n`);
      noting = false;
    }
    return;
  }
  const count = (counts[call] ?? 0) + 1;
  counts[call] = count;
  const { nth = 1, errno, forGood } = fault;
  if (call !== fault.call || errno === undefined || count < nth || (count > nth && !forGood)) return;
  if (fault.fired) {
    noting = true;
    writeFileSync(fault.fired, '');
    noting = false;
  }
  if (errno === 'KILL') process.kill(process.pid, 'SIGKILL');
  // What cannot be removed because it is not there has been removed by somebody else.
  if (errno === 'ENOENT' && call === 'unlink' && lstatSync(path, { throwIfNoEntry: false })?.isFile())
    unlinkSync(path);
  throw systemError(errno, call, path);
});

process.on('exit', () => {
  if (fault.counts) writeFileSync(fault.counts, JSON.stringify(counts));
});
