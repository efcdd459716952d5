import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Rng, RUN_FILES, UserError } from '@modeseek/core';
import { nastyFlag } from '../flags.ts';
import { mutateBytes, mutateJsonText, nastyText } from '../mutate.ts';
import { runProgram } from '../run-program.ts';
import { checkSaid, type Said } from '../said.ts';
import { expectThat, type Target } from '../target.ts';
import { TINY_RUN } from '../tiny-run.ts';

/** Milliseconds after which a program is told to end, and in which it does. */
const LONG_MS = 20_000;
const END_MS = 10_000;

/** Whole programs, which really train and export: with nasty flags, over damaged runs. */
export const processTarget: Target = {
  name: 'process',
  share: 6,
  async prepare() {
    const trained = await runHere('.', ['train', ...TINY_RUN, '--out', 'trained']);
    if (trained.code !== 0) throw new Error(`the run that is to be damaged was not made: ${trained.stderr}`);
    return {
      patience: (LONG_MS + END_MS) / 1000 + 5,
      async attempt(rng, show) {
        rmSync('work', { recursive: true, force: true });
        cpSync('trained', 'work/run', { recursive: true });
        const args = draw(rng);
        show(args.filter((arg) => !TINY_RUN.includes(arg)));
        const said = await runHere('work', args);
        checkSaid(said, args);
        if (said.code === 2) throw new UserError(said.stderr);
      },
    };
  },
};

/** Draws a command; some damage the run in `work/run` first. */
function draw(rng: Rng): string[] {
  if (rng.chance(0.5)) {
    damage(rng, join('work/run', rng.pick(Object.values(RUN_FILES))));
    return rng.pick([
      ['train', ...TINY_RUN, '--resume', '--out', 'run'],
      ['train', ...TINY_RUN, '--overwrite', '--out', 'run'],
      ['export', 'run', '--resolution', '16', '--texture-size', '0'],
    ]);
  }
  const flags = Array.from({ length: rng.int(2) + 1 }, () => nastyFlag(rng, 'train')).flat();
  return rng.pick([
    ['train', ...TINY_RUN, ...flags],
    ['train', ...TINY_RUN, '--out', nastyText(rng, 3000)],
    ['export', 'run', '--resolution', '16', '--texture-size', '0', '--out', nastyText(rng, 3000)],
    ['export', 'run', '--resolution', '16', '--texture-size', '0', ...nastyFlag(rng, 'export')],
  ]);
}

function damage(rng: Rng, path: string): void {
  if (!existsSync(path)) return;
  const whole = readFileSync(path);
  const mutateLines = () =>
    whole
      .toString()
      .split('\n')
      .map((line) => (line !== '' && rng.chance(0.3) ? mutateJsonText(rng, line) : line))
      .join('\n');
  const json = path.endsWith('.json') && (() => mutateJsonText(rng, whole.toString()));
  writeFileSync(path, json ? json() : path.endsWith('.jsonl') ? mutateLines() : mutateBytes(rng, whole));
}

/** Runs the program in a folder below the working one; that it writes nowhere else is looked at. */
async function runHere(folder: string, args: readonly string[]): Promise<Said> {
  const cwd = resolve(folder);
  const outside = resolve('outside.txt');
  rmSync(outside, { force: true });
  const given = args.map((arg) => arg.replaceAll('\0', '')); // which no system passes on
  // What was asked for may take long; then it ends when it is told to.
  const limits = { endAfter: LONG_MS, killAfter: LONG_MS + END_MS };
  const began = performance.now();
  const { signal, ...said } = await runProgram(given, {
    cwd,
    env: process.env,
    fault: { under: cwd, outside },
    ...limits,
  });
  if (signal === 'SIGKILL') throw new Error(`it did not end within ${END_MS} ms of being told to`);
  // What was asked for by name may lie anywhere.
  const asked = resolve(cwd, given[given.indexOf('--out') + 1] ?? '');
  const paths = existsSync(outside) ? readFileSync(outside, 'utf8').split('\n') : [];
  const wrote = paths.find((path) => path !== '' && !path.startsWith(asked));
  expectThat(wrote === undefined, `it wrote to ${wrote}`);
  const told = performance.now() - began > LONG_MS;
  return told && (signal === 'SIGTERM' || said.code === 143) ? { ...said, code: 0 } : said;
}
