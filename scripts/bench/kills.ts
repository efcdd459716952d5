/**
 * `yarn bench kills`: kills short runs, scenes, exports, overwriting runs, pictures, downloads of models and
 * installations at random moments, half of them by the clock and half in the middle of writing, several times in
 * a row; then lets them finish. All must come to the bytes of one that nobody killed, and leave nothing behind; where a run is replaced,
 * either the old one or the new one must be whole at any time.
 *
 * Flags: --kills N; --seed N; --jobs N, at once; --only NAME of a scenario.
 */
import { parseArgs } from 'node:util';
import { readNumber } from '@modeseek/cli/src/flags.ts';
import { Rng, UserError } from '@modeseek/core';
import { prepareInstall } from '../fuzz/install-scenario.ts';
import {
  prepareExport,
  prepareImage,
  prepareOverwrite,
  preparePull,
  prepareRun,
  prepareScene,
  type Scenario,
} from '../fuzz/kill-scenarios.ts';
import { Sandbox } from '../fuzz/sandbox.ts';

const SCENARIOS = {
  run: prepareRun,
  scene: prepareScene,
  export: prepareExport,
  overwrite: prepareOverwrite,
  image: prepareImage,
  pull: preparePull,
  install: prepareInstall,
};
type Name = keyof typeof SCENARIOS;

export async function run(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      kills: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '0' },
      jobs: { type: 'string', default: '2' },
      only: { type: 'string' },
    },
  });
  const whole = (name: 'kills' | 'seed' | 'jobs', minimum: number) =>
    readNumber(name, values[name], { type: 'integer', minimum, maximum: 1e6 });
  const [kills, jobs] = [whole('kills', 1), whole('jobs', 1)];
  const rng = new Rng(whole('seed', 0));
  if (values.only !== undefined && !(values.only in SCENARIOS)) {
    throw new UserError(`--only is '${values.only}'; known: ${Object.keys(SCENARIOS).join(', ')}`);
  }
  const names = values.only === undefined ? (Object.keys(SCENARIOS) as Name[]) : [values.only as Name];
  const sandbox = new Sandbox();
  try {
    const tallies = names.map((name) => ({ name, kills: 0, chains: 0, problems: 0 }));
    const scenarios: Scenario[] = [];
    for (const name of names) scenarios.push(await SCENARIOS[name](sandbox));
    const done = () => tallies.reduce((sum, tally) => sum + tally.kills, 0);
    const work = async (job: number) => {
      while (done() < kills) {
        // The one that has had the fewest.
        const least = Math.min(...tallies.map((tally) => tally.kills));
        const at = tallies.findIndex((tally) => tally.kills === least);
        const [tally, scenario] = [tallies[at], scenarios[at]];
        tally.kills++; // so that the other job takes another one
        const result = await scenario(`${tally.name}-${job}`, rng.fork(tally.name));
        tally.kills += result.kills - 1;
        tally.chains++;
        if (Math.floor(done() / 20) > Math.floor((done() - result.kills) / 20)) {
          process.stderr.write(`${done()} of ${kills} kills\n`);
        }
        for (const problem of result.problems) {
          tally.problems++;
          process.stderr.write(`${tally.name}: ${problem}\n`);
        }
      }
    };
    await Promise.all(Array.from({ length: jobs }, (_, job) => work(job)));
    const strays = sandbox.strays();
    for (const path of strays) process.stderr.write(`left behind: ${path}\n`);
    return {
      metrics: {
        kills: done(),
        problems: tallies.reduce((sum, { problems }) => sum + problems, 0),
        filesLeftBehind: strays.length,
      },
      rows: tallies.map(({ name, ...tally }) => ({ scenario: name, ...tally })),
    };
  } finally {
    sandbox.remove();
  }
}
