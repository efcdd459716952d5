import { UserError } from '@modeseek/core';
import { checkFiles } from '@modeseek/hub';
import { readModelFolder } from '@modeseek/priors/node';
import type { Command } from '../../command.ts';
import { modelFolder } from '../../model-folder.ts';
import { print, printJson } from '../../say.ts';
import { describeFolder, folderForPrograms } from './describe-folder.ts';

export const verifyCommand: Command<{ model: string; json: boolean }> = {
  command: 'verify <model>',
  describe: 'Check the files of a model',
  builder: (yargs) =>
    yargs
      .usage(
        '$0 models verify <model> [flags]\n\nSays what a folder holds, or in one line what is wrong and what to do. Files that came from the hub are compared with their checksums. Opens no connection.',
      )
      .positional('model', {
        type: 'string',
        description: 'A folder, or a model of the hub that was downloaded',
      })
      .options({ json: { type: 'boolean', default: false, description: 'Print as one line of JSON' } })
      .example([['$0 models verify models/sd15', 'a folder']]),
  handler: async ({ model, json }) => {
    const found = readModelFolder(modelFolder(model));
    const { damaged, unchecked } = await checkFiles(found.folder, found.layout.files);
    const [first] = damaged;
    if (first) {
      const more = damaged.length > 1 ? ` (and ${damaged.length - 1} more)` : '';
      throw new UserError(`${found.folder}/${first.path} ${first.reason}${more}; pull the model again`);
    }
    if (json) return printJson({ ...folderForPrograms(found), unchecked });
    for (const line of describeFolder(found)) print(line);
    print(unchecked > 0 ? '  its files have no checksums to be compared with' : '  all checksums are right');
  },
};
