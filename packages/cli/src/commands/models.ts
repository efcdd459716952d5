import { listModels } from '@modeseek/priors/node';
import type { CommandModule } from 'yargs';
import { bytesForPeople } from '../bytes.ts';
import type { Command } from '../command.ts';
import { print, printJson } from '../say.ts';
import { listCommand } from './models/list.ts';
import { pullCommand } from './models/pull.ts';
import { removeCommand } from './models/remove.ts';
import { runCommand } from './models/run.ts';
import { tokensCommand } from './models/tokens.ts';
import { verifyCommand } from './models/verify.ts';

const SUBCOMMANDS: readonly Command<never>[] = [
  listCommand,
  pullCommand,
  verifyCommand,
  removeCommand,
  tokensCommand,
  runCommand,
];

export const modelsCommand: Command<{ json: boolean }> = {
  command: 'models',
  describe: 'List the image models and what they know; pull, check, remove others',
  builder: (yargs) =>
    yargs
      .command(SUBCOMMANDS as unknown as CommandModule[])
      .usage(
        '$0 models [flags]\n\nLists the image diffusion models that train can use, and the objects that each knows.',
      )
      .options({ json: { type: 'boolean', default: false, description: 'Print as one line of JSON' } })
      .example([['$0 models --json', 'for scripts']]),
  handler: ({ json }) => {
    const models = listModels();
    if (json) {
      const listed = models.map(({ model, bytes, info }) => ({
        model,
        bytes,
        name: info.name,
        version: info.version,
        imageSize: info.imageSize,
        concepts: info.concepts.map(({ name }) => name),
        colours: info.colours,
      }));
      printJson({ models: listed });
      return;
    }
    for (const { model, bytes, info } of models) {
      const size = bytesForPeople(bytes);
      print(`--model ${model}: ${info.name} ${info.version}, ${info.imageSize}x${info.imageSize}, ${size}`);
      for (const category of new Set(info.concepts.map((concept) => concept.category))) {
        const names = info.concepts.filter((concept) => concept.category === category);
        print(`  ${category}: ${names.map(({ name }) => name).join(', ')}`);
      }
      print(`  colours: ${info.colours.join(', ')}`);
    }
  },
};
