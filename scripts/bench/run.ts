import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunEvent, RunSummary } from '@modeseek/core';
import { RunDirectory } from '@modeseek/trainer';

const LAUNCHER = fileURLToPath(new URL('../launch.mjs', import.meta.url));

/**
 * The whole of `train`, in a process of its own. Flags are train's; `--prompt "a hamburger"` when none is given. Metrics: `secondsTrain`,
 * `secondsTotal`, `peakMemoryMiB`; rows say where the time went.
 */
export async function run(args: string[]) {
  const prompt = args.some((arg) => /^--prompt(=|$)/.test(arg)) ? [] : ['--prompt', 'a hamburger'];
  const folder = mkdtempSync(join(tmpdir(), 'modeseek-bench-'));
  try {
    const out = join(folder, 'run');
    await train([...prompt, ...args, '--out', out]);
    const summary: RunSummary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'));
    const events = RunDirectory.open(out).readEvents();
    const { secondsTrain, secondsTotal, peakMemoryMiB } = summary;
    return { metrics: { secondsTrain, secondsTotal, peakMemoryMiB }, rows: whereTimeWent(events, summary) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs `train` with its progress shown on stderr, where stdout is for the result alone. */
async function train(args: string[]): Promise<void> {
  const child = spawn(process.execPath, [LAUNCHER, 'train', ...args], { stdio: ['ignore', 2, 2] });
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`train ended with exit code ${code}`);
}

/** Seconds of each part of the training steps, of what lies between them, and of what comes before and after. */
function whereTimeWent(events: readonly RunEvent[], { secondsTrain, secondsTotal }: RunSummary) {
  const seconds: Record<string, number> = {};
  for (const event of events) {
    if (event.type !== 'step') continue;
    for (const [name, value] of Object.entries(event.values)) {
      const [, part] = name.match(/^(.+)Ms$/) ?? [];
      if (part) seconds[part] = (seconds[part] ?? 0) + value / 1000;
    }
  }
  const inSteps = Object.values(seconds).reduce((sum, value) => sum + value, 0);
  seconds['occupancy, previews, checkpoints'] = secondsTrain - inSteps;
  const startOf = (phase: string) =>
    events.find((e) => e.type === 'phase' && e.phase === phase)?.time ?? secondsTotal;
  const exported = startOf('export');
  seconds['model and start'] = exported - secondsTrain;
  seconds.export = startOf('turntable') - exported;
  seconds.turntable = secondsTotal - startOf('turntable');
  return Object.entries(seconds).map(([part, value]) => ({
    part,
    seconds: value,
    share: `${((100 * value) / secondsTotal).toFixed(1)} %`,
  }));
}
