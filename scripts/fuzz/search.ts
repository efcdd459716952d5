import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ChildMessage } from './messages.ts';
import { type Sandbox, SOURCE } from './sandbox.ts';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));

/** Seconds that a child may take until it is ready. */
const START_SECONDS = 120;

/** Faults of one kind. */
export interface Fault {
  /** The first input of those that show it. */
  n: number;
  input: string;
  times: number;
  what: string;
}

export interface Outcome {
  target: string;
  inputs: number;
  refused: number;
  seconds: number;
  faults: Fault[];
}

export interface SearchOptions {
  sandbox: Sandbox;
  seed: string;
  first: number;
  /** Ends after so many inputs, or seconds. */
  count: number;
  seconds: number;
}

/** Gives inputs to one target, in child processes: one that hangs, dies or hoards memory is followed by another. */
export async function search(target: string, options: SearchOptions): Promise<Outcome> {
  const { first, count, seconds } = options;
  const began = performance.now();
  const passed = () => (performance.now() - began) / 1000;
  const faults = new Map<string, Fault>();
  const outcome = { inputs: 0, refused: 0 };
  const add = (n: number, what: string, input: string) => {
    const kind = kindOf(what);
    const fault = faults.get(kind) ?? { n, what, input, times: 0 };
    fault.times++;
    faults.set(kind, fault);
  };
  for (let next = first; next < first + count && passed() < seconds; ) {
    const session = await runChild(
      target,
      { ...options, first: next, count: first + count - next },
      seconds - passed(),
      {
        faults: ({ n, faults, input }) => {
          for (const what of faults) add(n, what, input);
        },
        end: ({ refused }) => {
          outcome.inputs++;
          if (refused) outcome.refused++;
        },
      },
    );
    // On a busy machine five seconds pass easily: it has to hang when it is alone in a process, too.
    const hangs =
      session.hangs &&
      (await runChild(target, { ...options, first: session.n!, count: 1 }, START_SECONDS, IGNORE)).hangs;
    if (session.hangs && !hangs) outcome.inputs++;
    else if (session.death) {
      if (session.n === undefined) throw new Error(`${target} cannot be made ready: ${session.death}`);
      outcome.inputs++;
      add(session.n, session.death, '(what the child was given)');
    }
    next = session.next;
  }
  return { target, ...outcome, seconds: passed(), faults: [...faults.values()] };
}

const IGNORE: Handlers = { faults: () => {}, end: () => {} };

interface Session {
  /** Whether it gave no answer in time. */
  hangs: boolean;
  /** What the child ended of, when not as it should, while at trial `n`. */
  death?: string;
  n?: number;
  next: number;
}

type Handlers = { [Type in 'faults' | 'end']: (message: Extract<ChildMessage, { type: Type }>) => void };

function runChild(
  target: string,
  { sandbox, seed, first, count }: SearchOptions,
  seconds: number,
  on: Handlers,
): Promise<Session> {
  const child = spawn(process.execPath, [...SOURCE, CHILD, target, seed, String(first), String(count)], {
    cwd: sandbox.folder(target),
    env: sandbox.env,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let stderr = '';
  child.stderr!.setEncoding('utf8').on('data', (text) => {
    stderr = (stderr + text).slice(-3000);
  });
  let patience = START_SECONDS;
  let n: number | undefined;
  let next = first;
  let death: string | undefined;
  let enough = false;
  const stop = () => child.kill('SIGKILL');
  let hangs = false;
  const hang = () => {
    hangs = n !== undefined;
    death = `no answer within ${patience} s`;
    stop();
  };
  let watchdog = setTimeout(hang, patience * 1000);
  // The most that a timer takes is three weeks.
  const time = setTimeout(
    () => {
      enough = true; // after this trial
    },
    Math.min(seconds * 1000, 2 ** 31 - 1),
  );
  child.on('message', (message: ChildMessage) => {
    if (death !== undefined) return;
    clearTimeout(watchdog);
    if (message.type === 'ready') patience = message.patience;
    else if (message.type === 'begin') {
      if (enough) return stop();
      n = message.n;
    } else if (message.type === 'faults') on.faults(message);
    else {
      on.end(message);
      next = message.n + 1;
      n = undefined;
      if (enough) return stop();
    }
    watchdog = setTimeout(hang, patience * 1000);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(watchdog);
      clearTimeout(time);
      if (code !== 0 && !(enough && n === undefined))
        death ??= `the process ended with ${code ?? signal}: ${stderr}`;
      if (code === 0 && n !== undefined) death = 'the process ended with 0';
      resolve({ hangs, death, n, next: n === undefined ? next : n + 1 });
    });
  });
}

/** By what faults are told apart: their first line without what differs, and the line of our code they come from. */
function kindOf(what: string): string {
  const [line, ...stack] = what.split('\n');
  const place = stack.find((each) => /^ +at .*\/(packages|scripts)\//.test(each)) ?? '';
  return (
    line.replace(/\d+|"[^"]*"|'[^']*'/g, '*').slice(0, 150) + place.replace(/^.*\/(packages|scripts)\//, '')
  );
}
