/**
 * `yarn fuzz`: gives everything that reads files, arguments or requests wrong ones to read, and looks for more
 * than a refusal in one line: errors that nobody caught, more than 5 s without an answer, more than 2 GB of
 * memory, files written elsewhere, success where there is none.
 *
 * Flags: --minutes N, of work on two processors, shared by all targets; or --each N, inputs for each target;
 * --seed S; --target NAME, which may be given several times; --only N, that one input of the seed's; --jobs N.
 * Ends with exit code 1 where there were faults. Each says how to have it again.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { readNumber } from '@modeseek/cli/src/flags.ts';
import { formatTable } from '@modeseek/cli/src/table.ts';
import { UserError } from '@modeseek/core';
import { Sandbox } from './sandbox.ts';
import { type Fault, type Outcome, search } from './search.ts';
import { loadTarget, TARGET_NAMES } from './targets/index.ts';

/** As many as nobody waits for. */
const ENDLESS = 1e9;

process.exitCode = await main().catch((error) => {
  const isMistake = error instanceof UserError || String(error.code).startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`fuzz: ${isMistake ? error.message : error.stack}\n`);
  return isMistake ? 2 : 1;
});

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '5' },
      each: { type: 'string' },
      seed: { type: 'string', default: '0' },
      target: { type: 'string', multiple: true },
      only: { type: 'string' },
      jobs: { type: 'string', default: String(Math.min(2, availableParallelism())) },
    },
  });
  const whole = (name: 'minutes' | 'each' | 'only' | 'jobs', minimum: number) =>
    readNumber(name, values[name]!, { type: 'integer', minimum, maximum: ENDLESS });
  const names = values.target ?? TARGET_NAMES.filter((name) => name !== 'planted');
  const unknown = names.find((name) => !TARGET_NAMES.includes(name));
  if (unknown !== undefined)
    throw new UserError(`unknown target ${unknown}; known: ${TARGET_NAMES.join(', ')}`);
  const jobs = whole('jobs', 1);
  const targets = await Promise.all(names.map(loadTarget));
  const shares = targets.reduce((sum, { share }) => sum + share, 0);
  const first = values.only === undefined ? 0 : whole('only', 0);
  const count = values.only !== undefined ? 1 : values.each === undefined ? ENDLESS : whole('each', 1);

  const sandbox = new Sandbox();
  const outcomes: Outcome[] = [];
  try {
    const queue = [...targets];
    const work = async () => {
      for (let target = queue.shift(); target; target = queue.shift()) {
        const seconds = count < ENDLESS ? ENDLESS : (whole('minutes', 1) * 60 * jobs * target.share) / shares;
        const outcome = await search(target.name, { sandbox, seed: values.seed, first, count, seconds });
        outcomes.push(outcome);
        process.stderr.write(
          `${outcome.target}: ${outcome.inputs} inputs, ${outcome.faults.length} kinds of faults\n`,
        );
      }
    };
    await Promise.all(Array.from({ length: jobs }, work));
    const strays = sandbox.strays();
    report(outcomes, strays, values.seed, values.only !== undefined);
    return strays.length > 0 || outcomes.some(({ faults }) => faults.length > 0) ? 1 : 0;
  } finally {
    sandbox.remove();
  }
}

function report(outcomes: readonly Outcome[], strays: readonly string[], seed: string, whole: boolean): void {
  const rows = outcomes.map(({ target, inputs, refused, seconds, faults }) => [
    target,
    String(inputs),
    String(refused),
    (inputs / seconds).toFixed(0),
    String(faults.length),
  ]);
  const inputs = outcomes.reduce((sum, outcome) => sum + outcome.inputs, 0);
  const kinds = outcomes.reduce((sum, outcome) => sum + outcome.faults.length, 0);
  const head = ['target', 'inputs', 'refused', 'a second', 'kinds of faults'];
  process.stdout.write(`${formatTable([head, ...rows, ['all', String(inputs), '', '', String(kinds)]])}\n`);
  for (const { target, faults } of outcomes)
    for (const fault of faults) process.stdout.write(words(target, fault, seed, whole));
  for (const path of strays) process.stdout.write(`\nleft behind: ${path}\n`);
}

function words(target: string, { n, times, what, input }: Fault, seed: string, whole: boolean): string {
  const said = whole ? what : what.split('\n').slice(0, 4).join('\n');
  const again = `yarn fuzz --target ${target} --seed ${seed} --only ${n}`;
  return `\n${target}: ${said}\n  input: ${input}\n  ${times} time${times > 1 ? 's' : ''}; the first again: ${again}\n`;
}
