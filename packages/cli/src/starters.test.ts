import { expect, test } from '@jest/globals';
import { startersOf } from './starters.ts';

/** Command lines of a process's parent, that one's, and so on; numbered 100, 101, … */
function starters(...lines: string[]): number[] {
  const lookup = (pid: number) => {
    const line = lines[pid - 100];
    return line === undefined ? undefined : { parent: pid + 1, words: line.split(' ') };
  };
  return startersOf(100, lookup);
}

test.each([
  ['npx modeseek', ['sh -c modeseek train', 'npm exec modeseek train', '-bash'], [100, 101]],
  [
    'npx and Yarn',
    [
      '/bin/sh -c node scripts/launch.mjs train',
      '/usr/bin/node /root/.npm/_npx/c80f/node_modules/.bin/yarn -s train',
      'sh -c yarn -s train',
      'node --no-warnings /usr/lib/node_modules/npm/bin/npx-cli.js yarn train',
      'bash',
    ],
    [100, 101, 102, 103],
  ],
  ['pnpm', ['/opt/node/bin/node /usr/lib/pnpm/bin/pnpm.cjs exec modeseek', 'zsh'], [100]],
  [
    'a benchmark of ours',
    ['node --import file:///tsx/loader.mjs /x/packages/cli/src/main.ts bench objects', 'fish'],
    [100],
  ],
  ['a benchmark by the launcher', ['node scripts/launch.mjs bench objects', 'sh -c x', 'cron'], [100]],
])('those of %s', (_, lines, expected) => {
  expect(starters(...lines)).toEqual(expected);
});

test.each([
  ['a shell', ['-bash', 'sshd: somebody', 'sshd']],
  ["a shell's script", ['bash runs.sh', 'npm exec x']],
  ["a service's command", ['/bin/sh -c modeseek train', 'systemd']],
  ['a program of Node', ['node /srv/npm/server.js yarn', 'sh -c node server.js', 'npm start']],
  ['a process that has ended', []],
])('not %s', (_, lines) => {
  expect(starters(...lines)).toEqual([]);
});

test('not the first process of a system, which does not end before the others', () => {
  expect(startersOf(1, () => ({ parent: 0, words: ['npm', 'exec'] }))).toEqual([]);
});
