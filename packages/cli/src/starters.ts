import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { isAlive } from '@modeseek/node';

/** How often it is looked whether they live, milliseconds. */
const EVERY = 500;

interface Process {
  parent: number;
  /** Its command line. */
  words: string[];
}

type Lookup = (pid: number) => Process | undefined;

/** Package managers, and this program, whose benchmarks start it again. */
const STARTER = /(?:^|[/\\])(?:(?:npm|npx|yarn|yarnpkg|pnpm|pnpx|bun|bunx|corepack)(?:-cli)?(?:\.[cm]?js)?)$/;
const OURSELVES = /(?:^|[/\\])(?:modeseek|cli[/\\](?:src|dist)[/\\]main\.[jt]s|scripts[/\\]launch\.mjs)$/;
/** What they run scripts in. */
const SHELL = /^(?:ba|da|a|z|k)?sh$/;
/** Flags of Node that take the next word. */
const WITH_VALUE = new Set(['--import', '--require', '-r', '--loader', '--conditions', '-C']);

/**
 * Ends this process, as a closed terminal does, when one of the processes that have started it for the user
 * ends: `kill` ends npx or Yarn, but not always what they run, and `kill -9` never does. The user's own shell
 * is none of them, nor a service that starts the program. Does nothing on Windows.
 */
export async function endWithStarters(): Promise<void> {
  const starters = startersOf(process.ppid, await processes());
  if (starters.length === 0) return;
  const timer = setInterval(() => {
    if (starters.every(lives)) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGHUP');
  }, EVERY);
  timer.unref();
}

/** Of a process and those above it, the ones up to the topmost package manager, or this program. */
export function startersOf(pid: number, lookup: Lookup): number[] {
  const chain: number[] = [];
  let length = 0;
  // The first process of a system, or of a container, does not end before the others.
  for (let at = pid; at > 1; ) {
    const found = lookup(at);
    if (!found) break;
    const { parent, words } = found;
    const starter = isStarter(words);
    if (!starter && !isScript(words)) break;
    chain.push(at);
    if (starter) length = chain.length;
    at = parent;
  }
  return chain.slice(0, length);
}

function isStarter([program = '', ...rest]: readonly string[]): boolean {
  const byNode = /^node(?:js)?(?:\.exe)?$/.test(basename(program));
  const script = byNode
    ? rest.find((word, i) => !word.startsWith('-') && !WITH_VALUE.has(rest[i - 1]))
    : program;
  return script !== undefined && (STARTER.test(script) || OURSELVES.test(script));
}

/** Whether it is a shell that runs one command. */
function isScript([program = '', flag]: readonly string[]): boolean {
  return SHELL.test(basename(program)) && flag === '-c';
}

async function processes(): Promise<Lookup> {
  if (existsSync('/proc/self/stat')) return inProc;
  if (process.platform === 'win32') return () => undefined;
  const table = new Map<number, Process>();
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args=']).catch(() => ({
    stdout: '',
  }));
  for (const line of stdout.split('\n')) {
    const [pid, parent, ...words] = line.trim().split(/\s+/);
    table.set(Number(pid), { parent: Number(parent), words });
  }
  return (pid) => table.get(pid);
}

/** Of Linux. Programs that name themselves, as npm does, have one word for all. */
function inProc(pid: number): Process | undefined {
  const [, parent] = statOf(pid) ?? [];
  if (parent === undefined) return undefined;
  return { parent: Number(parent), words: read(`/proc/${pid}/cmdline`).split(/[\0 ]/) };
}

/** The state of a process, its parent, and more. */
function statOf(pid: number): string[] | undefined {
  const stat = read(`/proc/${pid}/stat`);
  // The program's name comes before, in parentheses, and may have some itself.
  return stat === '' ? undefined : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it has ended
  }
}

function lives(pid: number): boolean {
  return isAlive(pid) && statOf(pid)?.[0] !== 'Z'; // ended, and nobody has asked how
}
