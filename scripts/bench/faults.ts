/**
 * `yarn bench faults`: lets calls of the file system fail, one kind at a time and with each error that there is,
 * while short runs train, go on, replace another, and export. Each must end with exit code 2 and one line, and,
 * once nothing fails any more, come to the bytes of one that nothing happened to; or do without the call that
 * failed and come to them at once. A case whose call never came counts as missed, and as none.
 *
 * Flags: --cases N, of which each has another call, error, command and moment; --seed N; --jobs N, at once;
 * --only N, a case of the seed's.
 */
import { parseArgs } from 'node:util';
import { readNumber } from '@modeseek/cli/src/flags.ts';
import { Rng } from '@modeseek/core';
import {
  drawCase,
  type FaultCase,
  prepareCommands,
  tryCase,
  VERDICTS,
  type Verdict,
} from '../fuzz/fault-cases.ts';
import { Sandbox } from '../fuzz/sandbox.ts';

export async function run(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      cases: { type: 'string', default: '432' },
      seed: { type: 'string', default: '0' },
      jobs: { type: 'string', default: '2' },
      only: { type: 'string' },
    },
  });
  const whole = (name: 'cases' | 'seed' | 'jobs' | 'only', minimum: number) =>
    readNumber(name, values[name]!, { type: 'integer', minimum, maximum: 1e6 });
  const [cases, seed, jobs] = [whole('cases', 1), whole('seed', 0), whole('jobs', 1)];
  const sandbox = new Sandbox();
  try {
    const commands = await prepareCommands(sandbox);
    const numbers =
      values.only === undefined ? Array.from({ length: cases }, (_, n) => n) : [whole('only', 0)];
    const none = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
    const tallies = new Map<string, { call: string; cases: number } & Record<Verdict, number>>();
    const count = ({ call }: FaultCase, verdict: Verdict) => {
      const tally = tallies.get(call) ?? { call, cases: 0, ...none };
      tallies.set(call, tally);
      if (verdict !== 'missed') tally.cases++;
      tally[verdict]++;
    };
    let done = 0;
    const work = async (job: number) => {
      for (let n = numbers.shift(); n !== undefined; n = numbers.shift()) {
        const drawn = drawCase(n, new Rng(`${seed}:${n}`), commands);
        if (!drawn) continue;
        const { verdict, problem } = await tryCase(drawn, sandbox, `faults-${job}`);
        count(drawn, verdict);
        if (++done % 20 === 0) process.stderr.write(`${done} of ${cases} cases\n`);
        if (problem === undefined) continue;
        const { command, call, nth, errno, forGood } = drawn;
        process.stderr.write(
          `${command.name}, ${errno} at ${call} ${nth}${forGood ? ' and all behind it' : ''}: ${problem}\n  again: yarn bench faults --seed ${seed} --only ${n}\n`,
        );
      }
    };
    await Promise.all(Array.from({ length: jobs }, (_, job) => work(job)));
    const rows = [...tallies.values()].sort((a, b) => a.call.localeCompare(b.call));
    const sum = (name: 'cases' | 'missed' | 'wrong') => rows.reduce((total, row) => total + row[name], 0);
    return {
      metrics: {
        cases: sum('cases'),
        missed: sum('missed'),
        wrong: sum('wrong'),
        filesLeftBehind: sandbox.strays().length,
      },
      rows,
    };
  } finally {
    sandbox.remove();
  }
}
