/**
 * `yarn bench soak`: short runs one after another in one process, with exports between them; as many in processes
 * of their own; and one viewer of all these runs, with readers that come, read and go. Looks at what must not
 * grow: memory, open files, threads, and files in the temporary folder and the home.
 *
 * Flags: --runs N, of each kind; --minutes N, of the viewer, at least; --readers N, at once.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readNumber } from '@modeseek/cli/src/flags.ts';
import { type Held, holdingsOf, isFlat } from '../fuzz/holdings.ts';
import { type Answers, readAndGo } from '../fuzz/reader.ts';
import { runProgram } from '../fuzz/run-program.ts';
import { PROGRAM, Sandbox, SOURCE } from '../fuzz/sandbox.ts';
import { TINY_RUN } from '../fuzz/tiny-run.ts';

const MANY_RUNS = new URL('../fuzz/many-runs.ts', import.meta.url).pathname;

/** Shares by which a thing that does not grow goes up and down: collectors of garbage, readers under way. */
const TOLERANCE: Record<keyof Held, number> = { memoryMiB: 0.1, descriptors: 0.2, threads: 0.1, files: 0 };

export async function run(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      runs: { type: 'string', default: '200' },
      minutes: { type: 'string', default: '120' },
      readers: { type: 'string', default: '8' },
    },
  });
  const whole = (name: 'runs' | 'minutes' | 'readers', minimum: number) =>
    readNumber(name, values[name], { type: 'integer', minimum, maximum: 1e5 });
  const [runs, minutes, readers] = [whole('runs', 3), whole('minutes', 0), whole('readers', 1)];
  const sandbox = new Sandbox();
  try {
    const cwd = sandbox.folder('soak');
    await mustEndWell(['train', ...TINY_RUN, '--out', 'runs/0'], sandbox, cwd);
    const viewer = await startViewer(sandbox, cwd);
    const end = performance.now() + minutes * 60_000;
    let working = true;
    const isOver = () => !working && performance.now() > end;
    const reading = Array.from({ length: readers }, (_, i) => readAndGo(viewer.url, i, isOver));
    const watching = watch(viewer.child, sandbox, isOver);
    const single = await manyRuns(sandbox, cwd, runs);
    const each: Held[] = [];
    for (let n = 1; n <= runs; n++) {
      // Over one another: the folder that is watched does not grow without end.
      const out = `runs/${n % 10}`;
      const again = n > 9 || n % 10 === 0 ? ['--overwrite'] : [];
      await mustEndWell(['train', ...TINY_RUN, '--out', out, ...again], sandbox, cwd);
      each.push({ ...holdingsOf(viewer.child.pid!), files: filesOf(sandbox) });
    }
    working = false;
    const viewed = await watching;
    const answers = await Promise.all(reading);
    const sum = (of: keyof Answers) => answers.reduce((total, each) => total + each[of], 0);
    viewer.child.kill('SIGTERM');
    await once(viewer.child, 'close');
    const parts = {
      'runs in one process': single,
      'runs in processes, temporary files': each.map(({ files }) => ({ files })),
      viewer: viewed,
    };
    const rows = Object.entries(parts).flatMap(([part, held]) => courseOf(part, held));
    return {
      metrics: {
        runs: 2 * runs,
        answers: sum('right'),
        unanswered: sum('none'),
        wrongAnswers: sum('wrong'),
        notFlat: rows.filter(({ flat }) => flat === 'no').length,
        filesLeftBehind: filesOf(sandbox),
      },
      rows,
    };
  } finally {
    sandbox.remove();
  }
}

async function mustEndWell(args: readonly string[], { env }: Sandbox, cwd: string): Promise<void> {
  const end = await runProgram(args, { cwd, env });
  if (end.code !== 0)
    throw new Error(`modeseek ${args.join(' ')} ended with ${end.code ?? end.signal}: ${end.stderr}`);
}

/**
 * Runs in one process, which tells after each what it holds. glibc's allocator keeps an arena for each few
 * threads, and each run has new threads; what these arenas waste grows for hundreds of runs. With a single one
 * only what is never freed grows.
 */
async function manyRuns(sandbox: Sandbox, cwd: string, runs: number): Promise<Held[]> {
  const child = spawn(process.execPath, [...SOURCE, '--expose-gc', MANY_RUNS, String(runs)], {
    cwd,
    env: { ...sandbox.env, MALLOC_ARENA_MAX: '1' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const held: Held[] = [];
  child.on('message', () => {
    held.push({ ...holdingsOf(child.pid!), files: filesOf(sandbox) });
    child.send('go on');
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`many runs in one process ended with ${code}`);
  return held;
}

async function startViewer({ env }: Sandbox, cwd: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [...SOURCE, PROGRAM, 'view', 'runs', '--no-open'], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [text] = await once(child.stdout!, 'data');
  return { child, url: /http:\S+/.exec(String(text))![0] };
}

async function watch(child: ChildProcess, sandbox: Sandbox, isOver: () => boolean): Promise<Held[]> {
  const held: Held[] = [];
  while (!isOver()) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    if (child.exitCode !== null) throw new Error(`the viewer ended with ${child.exitCode}`);
    held.push({ ...holdingsOf(child.pid!), files: filesOf(sandbox) });
  }
  return held;
}

/** In the temporary folder and the home, without what tsx keeps there. */
function filesOf({ temporary, home }: Sandbox): number {
  const left = readdirSync(temporary).filter((name) => !name.startsWith('tsx-'));
  return left.length + readdirSync(home, { recursive: true }).length;
}

function courseOf(part: string, held: readonly Held[]) {
  const names = Object.keys(held[0] ?? {}) as (keyof Held)[];
  return names.map((name) => {
    const values = held.map((each) => each[name]!);
    const at = (share: number) => values[Math.floor(share * (values.length - 1))];
    return {
      part,
      what: name,
      start: at(0),
      middle: at(0.5),
      end: at(1),
      flat: isFlat(values, TOLERANCE[name]) ? 'yes' : 'no',
    };
  });
}
