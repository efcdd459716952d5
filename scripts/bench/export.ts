import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readNumber } from '@modeseek/cli/src/flags.ts';
import { UserError } from '@modeseek/core';
import { median } from '@modeseek/lab/median';
import { partsAskedFor } from '@modeseek/lab/prompts';
import { spawnCommand } from '@modeseek/lab/spawn-train';

/** What is exported: by default, finer, and with a large texture. */
const CASES: Record<string, string[]> = {
  default: [],
  fine: ['--resolution', '256', '--max-triangles', '1000000'],
  texture: ['--texture-size', '8192'],
};

/**
 * `export` of finished runs, each in a process of its own:
 * `yarn bench export RUN… [--times N] [--parts default,fine,texture]`. Metrics, medians over runs and times, from
 * the command to its end: `defaultSeconds`, `fineSeconds` (`--resolution 256 --max-triangles 1000000`) and
 * `textureSeconds` (`--texture-size 8192`); `…MiB`, the most memory that it had.
 */
export async function run(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      parts: { type: 'string' },
      times: { type: 'string', default: '1' },
    },
  });
  const times = readNumber('times', values.times, { type: 'integer', minimum: 1, maximum: 100 });
  if (positionals.length === 0)
    throw new UserError('name a finished run: yarn bench export runs/a-hamburger');
  const parts = partsAskedFor(values, Object.keys(CASES));
  const folder = mkdtempSync(join(tmpdir(), 'modeseek-bench-'));
  const rows: { run: string; part: string; seconds: number; memoryMiB: number; triangles: number }[] = [];
  try {
    for (const path of positionals) {
      for (const part of parts) {
        for (let i = 0; i < times; i++) {
          const out = join(folder, 'mesh.glb');
          const began = performance.now();
          const made = await exportRun(path, [...CASES[part], '--out', out, '--json', '--quiet']);
          rows.push({ run: path, part, seconds: (performance.now() - began) / 1000, ...made });
        }
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const over = (part: string, key: 'seconds' | 'memoryMiB') =>
    median(rows.filter((row) => row.part === part).map((row) => row[key]));
  return {
    metrics: Object.fromEntries(
      parts.flatMap((part) => [
        [`${part}Seconds`, over(part, 'seconds')],
        [`${part}MiB`, over(part, 'memoryMiB')],
      ]),
    ),
    rows,
  };
}

/** @throws UserError when `export` refuses */
async function exportRun(path: string, flags: string[]): Promise<{ memoryMiB: number; triangles: number }> {
  const { code, stdout } = await spawnCommand('export', [path, ...flags], ['ignore', 'pipe', 2]);
  if (code !== 0) throw new UserError('export refused this, as it says above');
  const { triangles, peakMemoryMiB } = JSON.parse(stdout);
  return { memoryMiB: peakMemoryMiB, triangles };
}
