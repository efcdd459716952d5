import { existsSync } from 'node:fs';
import { UserError } from '@modeseek/core';
import { bytesOf, hubSettings, lockFolderOf, modelFolder, parseModelId, removeModel } from '@modeseek/hub';
import { lockFolder } from '@modeseek/node';
import { ask } from '../../ask.ts';
import { bytesForPeople } from '../../bytes.ts';
import type { Command } from '../../command.ts';
import { print } from '../../say.ts';

export const removeCommand: Command<{ model: string; yes: boolean }> = {
  command: 'remove <model>',
  describe: 'Delete a model that was downloaded',
  builder: (yargs) =>
    yargs
      .usage(
        '$0 models remove <model> [flags]\n\nDeletes a model of the hub from the cache, in all its revisions. Other programs that use the cache have it no more, either.',
      )
      .positional('model', { type: 'string', description: 'ORGANISATION/NAME' })
      .options({ yes: { type: 'boolean', default: false, description: 'Delete without asking' } })
      .example([['$0 models remove stable-diffusion-v1-5/stable-diffusion-v1-5', '']]),
  handler: async ({ model, yes }) => {
    const { cache } = hubSettings();
    const { id } = parseModelId(model);
    if (model.includes('@'))
      throw new UserError(`all revisions of ${id} go together; leave the @ and what follows`);
    if (!existsSync(modelFolder(cache, id))) throw new UserError(`${id} is not in ${cache}`);
    const size = bytesForPeople(bytesOf(cache, id));
    if (!yes) await ask(`Delete ${id} from ${cache}, ${size}?`);
    const release = lockFolder(lockFolderOf(cache, id), `${id} in ${cache}`);
    try {
      removeModel(cache, id);
    } finally {
      release();
    }
    print(`${id} is deleted, ${size}`);
  },
};
