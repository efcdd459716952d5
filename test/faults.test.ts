import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { prepareOverwrite, prepareTrain, tryCase } from '../scripts/fuzz/fault-cases.ts';
import type { Call } from '../scripts/fuzz/fs-hook.ts';
import { Sandbox } from '../scripts/fuzz/sandbox.ts';

let sandbox: Sandbox;
let train: Awaited<ReturnType<typeof prepareTrain>>;
beforeAll(async () => {
  sandbox = new Sandbox();
  train = await prepareTrain(sandbox);
});
afterAll(() => sandbox.remove());

/** One of each kind of error; `yarn bench faults` has the others. */
test.each<[string, Call, number, boolean]>([
  ['EDQUOT', 'write', 0.3, true],
  ['EIO', 'fsync', 0.5, false],
  ['EMFILE', 'open', 0.6, true],
  ['EXDEV', 'rename', 0.8, false],
  ['ENAMETOOLONG', 'mkdir', 0, false],
])(
  '%s at %s ends in one line, and what was begun goes on to the same bytes',
  async (errno, call, share, forGood) => {
    const nth = Math.ceil(share * train.calls[call]!) || 1;
    const { verdict, problem } = await tryCase(
      { command: train, call, nth, errno, forGood },
      sandbox,
      'case',
    );
    expect({ verdict, problem }).toEqual({ verdict: 'refused', problem: undefined });
  },
);

test('a file that was opened is there, whatever reading it says', async () => {
  const command = await prepareOverwrite(sandbox, train.after);
  const last = { call: 'read', nth: command.calls.read!, errno: 'ENOENT', forGood: false } as const;
  const { verdict, problem } = await tryCase({ command, ...last }, sandbox, 'case');
  expect({ verdict, problem }).toEqual({ verdict: 'refused', problem: undefined });
});
