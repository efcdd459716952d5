import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunEvent, RunSummary } from '@modeseek/core';
import { rPrecisionOverTime, secondsUntil } from '@modeseek/lab/r-precision';
import { planRun, train } from '@modeseek/lab/spawn-train';
import { FolderStore } from '@modeseek/node';
import { Run } from '@modeseek/trainer';

/**
 * The whole of `train`, in a process of its own. Flags are train's; `--prompt "a hamburger"` when none is
 * given. Metrics: `secondsTrain`, `secondsToMesh` from the start of training, `secondsTotal`,
 * `peakMemoryMiB`, `longestBlockMs`; `secondsToRPrecision75` and `100`, until the judge has seen the prompt's
 * noun in three of a preview's four views, or in all, and did so from then on; null where it was not so at
 * the end, or the prompt is not of one object that the judge knows. Rows say where the time went.
 */
export async function run(args: string[]) {
  const prompt = args.some((arg) => /^--prompt(=|$)/.test(arg)) ? [] : ['--prompt', 'a hamburger'];
  const folder = mkdtempSync(join(tmpdir(), 'modeseek-bench-'));
  try {
    const out = join(folder, 'run');
    const flags = [...prompt, ...args, '--out', out];
    await planRun(flags);
    await train(flags);
    const summary: RunSummary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'));
    const trained = await Run.open(new FolderStore(out));
    const events = await trained.readEvents();
    const course = await rPrecisionOverTime(trained);
    const { secondsTrain, secondsTotal, peakMemoryMiB, longestBlockMs } = summary;
    const rows = whereTimeWent(events, summary);
    const secondsToMesh = secondsTrain + rows.find(({ part }) => part === 'export')!.seconds;
    return {
      metrics: {
        secondsTrain,
        secondsToMesh,
        secondsTotal,
        secondsToRPrecision75: course && secondsUntil(course, 0.75),
        secondsToRPrecision100: course && secondsUntil(course, 1),
        peakMemoryMiB,
        longestBlockMs,
      },
      rows,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Seconds of each part of the training steps, of what lies between them, and of what comes before and after.
 */
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
  seconds['previews, checkpoints'] = secondsTrain - inSteps;
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
