import { expect, test } from '@jest/globals';
import { refuseRepeatedFlags, refuseSwitchValues } from './given-flags.ts';

test.each([
  [['train', '--prompt', 'a', '--prompt', 'b'], '--prompt is given twice; give it once'],
  [['train', '--prompt=a', '--prompt', 'a'], '--prompt is given twice'],
  [['train', '--quiet', '--quiet'], '--quiet is given twice'],
  [['train', '--compose', '--no-compose'], '--compose and --no-compose exclude each other; give one'],
])('%j is refused', (args, complaint) => {
  expect(() => refuseRepeatedFlags(args)).toThrow(complaint);
});

test.each([
  [['train', '--prompt', 'a', '--seed', '3']],
  [['bench', 'pairs', '--seed', '3', '--', '--seed', '3', '--quiet', '--quiet']],
  [['--get-yargs-completions', 'train', '--seed', '1', '--seed']],
])('%j is not', (args) => {
  expect(() => refuseRepeatedFlags(args)).not.toThrow();
});

test('switches have no value but true and false', () => {
  const check =
    (...args: string[]) =>
    () =>
      refuseSwitchValues(args, ['compose']);
  for (const value of ['yes', '1', '', 'True', 'no\n']) {
    expect(check(`--compose=${value}`)).toThrow(
      `--compose is '${value}'; it is a switch: --compose or --no-compose`,
    );
  }
  for (const value of ['--compose', '--compose=true', '--compose=false', '--no-compose', '--prompt=yes'])
    expect(check(value)).not.toThrow();
  expect(check('--', '--compose=yes')).not.toThrow();
  expect(check('--no-port')).toThrow('--no-port is given, and --port is no switch');
});
