import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspectMachine } from '@modeseek/backend';
import { fileNameOf, UserError, VERSION } from '@modeseek/core';
import { makeFolder, writeFileAtomic } from '@modeseek/node';
import type { Command } from '../command.ts';
import { print, printJson, printTable, tell } from '../say.ts';

/** Benchmarks are maintainers' tools: they lie in the checkout, outside all packages. */
const FOLDER = fileURLToPath(new URL('../../../../scripts/bench', import.meta.url));

/** What a benchmark measured. */
interface BenchResult {
  /** Null where there was nothing to measure. */
  metrics: Record<string, number | null>;
  rows: Record<string, string | number>[];
}

interface Bench {
  /**
   * @param args what followed the benchmark's name, without --json and --results; what stands behind a `--`
   *   is for the commands that it runs
   */
  run(args: string[]): Promise<BenchResult>;
}

export const benchCommand: Command<{
  name: string;
  json: boolean;
  results?: string;
  arguments?: string[];
  '--'?: string[];
}> = {
  command: 'bench <name> [arguments..]',
  describe: 'Run a benchmark of scripts/bench',
  builder: (yargs) =>
    yargs
      .usage(
        `$0 bench <name> [flags]\n\nRuns a benchmark and prints a table. Known: ${benchNames().join(', ')}. Further flags are the benchmark's own.`,
      )
      .positional('name', { type: 'string', description: 'Which one' })
      .options({
        json: {
          type: 'boolean',
          default: false,
          description:
            'Print name, arguments, machine, versions, seconds, metrics and rows as a last line of JSON',
        },
        results: {
          type: 'string',
          requiresArg: true,
          description: 'Write what --json prints to this folder, by machine and version',
        },
      })
      .parserConfiguration({ 'unknown-options-as-args': true, 'populate--': true })
      .example([['$0 bench run --prompt "a hamburger" --json', 'time and memory of a whole run']]),
  handler: async ({ name, json, results, arguments: before = [], '--': after }) => {
    const args = after ? [...before, '--', ...after] : before;
    if (!benchNames().includes(name)) {
      throw new UserError(`unknown benchmark ${name}; known: ${benchNames().join(', ')}`);
    }
    // Before hours of work, not after them.
    if (results !== undefined) makeFolder(results);
    const bench: Bench = await import(new URL(`file://${join(FOLDER, `${name}.ts`)}`).href);
    const began = performance.now();
    const { metrics, rows } = await bench.run(args.map(String)).catch(asUserError);
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    if (rows.length > 0) {
      const columns = Object.keys(rows[0]);
      printTable([columns, ...rows.map((row) => columns.map((c) => cell(row[c])))]);
      print('');
    }
    printTable(Object.entries(metrics).map(([key, value]) => [key, cell(value)]));
    if (!json && results === undefined) return;
    const result = { name, arguments: args, ...(await whereAndWhat()), seconds, metrics, rows };
    if (json) printJson(result);
    if (results !== undefined) tell(`written to ${keepResult(results, result)}`);
  },
};

/** The machine and the versions of all that counts. */
async function whereAndWhat() {
  const { versions: packages, node, platform, cpu, memoryMiB, adapter, onnxruntime } = await inspectMachine();
  const machine = {
    platform,
    cpu: cpu.model,
    cores: cpu.cores,
    memoryMiB: memoryMiB.total,
    gpu: adapter?.description ?? null,
  };
  const versions = {
    modeseek: VERSION,
    node,
    ...packages,
    'onnxruntime-node': onnxruntime?.version ?? 'not installed',
  };
  return { machine, versions };
}

/** Writes MACHINE/VERSION/NAME-ARGUMENTS.json, over an earlier one. @returns its path */
function keepResult(
  folder: string,
  result: { name: string; arguments: string[] } & Awaited<ReturnType<typeof whereAndWhat>>,
): string {
  const { cpu, cores, gpu } = result.machine;
  const machine = fileNameOf(`${cores}x ${cpu} ${gpu ?? ''}`, 120);
  const name = fileNameOf([result.name, ...result.arguments].join(' '), 120);
  const path = join(folder, machine, result.versions.modeseek, `${name}.json`);
  makeFolder(dirname(path));
  writeFileAtomic(path, `${JSON.stringify(result, null, 1)}\n`);
  return path;
}

/** A benchmark's own flags are read by Node's parseArgs, whose complaints are good enough. */
function asUserError(error: NodeJS.ErrnoException): never {
  throw error.code?.startsWith('ERR_PARSE_ARGS') ? new UserError(error.message) : error;
}

/** Files of scripts/bench that are benchmarks rather than parts of some. */
function benchNames(): string[] {
  return readdirSync(FOLDER)
    .filter(
      (file) =>
        /^[\w-]+\.ts$/.test(file) &&
        /^export async function run\(/m.test(readFileSync(join(FOLDER, file), 'utf8')),
    )
    .map((file) => file.replace(/\.ts$/, ''));
}

function cell(value: string | number | null): string {
  if (value === null) return '-';
  return typeof value === 'number' ? String(Number(value.toPrecision(5))) : value;
}
