import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { runCommandLine } from '@modeseek/cli/src/command-line.ts';
import { type Rng, UserError } from '@modeseek/core';
import { PICTURE_RUN } from '@modeseek/picture';
import { OBJECT_RUN } from '@modeseek/trainer';
import { nastyFlag } from '../flags.ts';
import { nastyText } from '../mutate.ts';
import { checkSaid, type Said } from '../said.ts';
import { expectThat, type Target } from '../target.ts';
import { TINY_MODEL } from './manifest.ts';

/** Of the commands that make runs. */
const KINDS = [OBJECT_RUN, PICTURE_RUN];

/** Arguments of the program, in its own process; nothing is to be made. */
export const commandLineTarget: Target = {
  name: 'command-line',
  share: 5,
  async prepare() {
    mkdirSync('other');
    writeFileSync('other/note.txt', "somebody else's");
    writeFileSync('options.json', '{"steps": 3, "seed": 4}');
    const before = listing();
    return {
      async attempt(rng, show) {
        const args = draw(rng);
        show(args);
        const said = await runHere(args);
        checkSaid(said, args);
        expectThat(listing() === before, `it wrote although nothing was to be made: ${listing()}`);
        if (said.code === 2) throw new UserError(said.stderr);
        const kind = KINDS.find(({ name }) => name === args[0]);
        if (kind && said.stdout.startsWith('{')) {
          const { config } = JSON.parse(said.stdout);
          expectThat(
            JSON.stringify(kind.parse(config)) === JSON.stringify(config),
            'its plan is no configuration',
          );
        }
      },
    };
  },
};

function draw(rng: Rng): string[] {
  const flags = (command: string) =>
    Array.from({ length: rng.pick([1, 1, 2, 2, 3]) }, () => nastyFlag(rng, command)).flat();
  switch (rng.int(13)) {
    case 0:
      return ['export', rng.pick(['other', 'none', nastyText(rng)]), ...flags('export')];
    case 1:
      // Not one that there is, which would stay.
      return ['view', rng.pick(['other', 'none', 'options.json']), '--no-open', ...flags('view')];
    case 2:
      return ['prior', 'preview', nastyText(rng), ...flags('prior')];
    case 3:
      return [nastyText(rng), ...flags(rng.pick(['train', 'models']))];
    case 4:
      return ['models', ...flags('models')];
    case 5:
      return ['train', '--prompt', nastyText(rng), '--model', TINY_MODEL, '--dry-run', ...flags('train')];
    case 6:
      return ['train', ...flags('train'), '--dry-run'];
    case 7:
      return ['image', '--prompt', 'a mug', '--model', TINY_MODEL, '--dry-run', ...flags('image')];
    default: {
      const plain = [
        'train',
        '--prompt',
        'a mug',
        '--model',
        TINY_MODEL,
        '--field-levels',
        '4',
        '--config',
        'options.json',
      ];
      return [...plain.slice(0, rng.pick([3, 5, 5, 7, 9])), '--dry-run', ...flags('train')];
    }
  }
}

/** Runs the program's command here, with what it prints caught. */
async function runHere(args: readonly string[]): Promise<Said> {
  const said: Said = { code: null, stdout: '', stderr: '' };
  const streams = ['stdout', 'stderr'] as const;
  const originals = streams.map((name) => process[name].write);
  for (const name of streams) {
    process[name].write = ((data: unknown) => {
      said[name] += String(data);
      return true;
    }) as typeof process.stdout.write;
  }
  try {
    said.code = await runCommandLine(args);
  } finally {
    streams.forEach((name, i) => {
      process[name].write = originals[i];
    });
    process.exitCode = undefined;
  }
  return said;
}

const listing = () => readdirSync('.', { recursive: true }).map(String).sort().join(' ');
