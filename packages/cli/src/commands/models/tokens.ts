import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { shortened } from '@modeseek/core';
import { readClipTokenizer } from '@modeseek/priors/node';
import type { Command } from '../../command.ts';
import { modelFolder } from '../../model-folder.ts';
import { print, printJson, tell } from '../../say.ts';

interface TokensFlags {
  model: string;
  prompt: string;
  json: boolean;
}

export const tokensCommand: Command<TokensFlags> = {
  command: 'tokens <model> <prompt>',
  describe: 'Print the token ids of a prompt',
  builder: (yargs) =>
    yargs
      .usage(
        '$0 models tokens <model> <prompt> [flags]\n\nPrints the numbers that a model reads in place of a prompt.',
      )
      .positional('model', {
        type: 'string',
        description: 'A folder, or a model of the hub that was downloaded',
      })
      .positional('prompt', { type: 'string' })
      .options({ json: { type: 'boolean', default: false, description: 'Print as one line of JSON' } })
      .example([['$0 models tokens models/sd15 "a photo of a corgi" --json', '']]),
  handler: ({ model, prompt, json }) => {
    const folder = modelFolder(model);
    const inner = join(folder, 'tokenizer');
    const tokenizer = readClipTokenizer(existsSync(inner) ? inner : folder);
    const { ids, count, leftOut } = tokenizer.encode(prompt);
    if (leftOut !== '') {
      const most = ids.length - 2;
      tell(
        `the prompt is too long for the model, which reads ${most} tokens: "${shortened(leftOut)}" is left out`,
      );
    }
    if (json) printJson({ ids, count, ...(leftOut !== '' && { leftOut }) });
    else print(ids.join(' '));
  },
};
