import { listModels } from '@modeseek/priors/node';
import type { Command } from '../command.ts';

export const modelsCommand: Command<{ json: boolean }> = {
  command: 'models',
  describe: 'List the image models and what they know',
  builder: (yargs) =>
    yargs
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
      process.stdout.write(`${JSON.stringify({ models: listed })}\n`);
      return;
    }
    for (const { model, bytes, info } of models) {
      const size = `${(bytes / 1e6).toFixed(1)} MB`;
      process.stdout.write(
        `--model ${model}: ${info.name} ${info.version}, ${info.imageSize}x${info.imageSize}, ${size}\n`,
      );
      for (const category of new Set(info.concepts.map((concept) => concept.category))) {
        const names = info.concepts.filter((concept) => concept.category === category);
        process.stdout.write(`  ${category}: ${names.map(({ name }) => name).join(', ')}\n`);
      }
      process.stdout.write(`  colours: ${info.colours.join(', ')}\n`);
    }
  },
};
