import { PRECISIONS } from '@modeseek/graph';
import { hubSettings, parseModelId } from '@modeseek/hub';
import type { Command } from '../../command.ts';
import { readChoice } from '../../flags.ts';
import { pullModel } from '../../pull-model.ts';
import { print, printJson } from '../../say.ts';
import { describeFolder, folderForPrograms } from './describe-folder.ts';

interface PullFlags {
  model: string;
  precision: string;
  yes: boolean;
  offline: boolean;
  json: boolean;
}

export const pullCommand: Command<PullFlags> = {
  command: 'pull <model>',
  describe: 'Download a model of the hub, or go on with a download',
  builder: (yargs) =>
    yargs
      .usage(
        '$0 models pull <model> [flags]\n\nDownloads what is needed of a model of the Hugging Face hub, into the cache that its own tools use. What is there is checked and kept; what was cut is gone on with. The environment is minded as those tools do: HF_HOME, HF_HUB_CACHE, HF_TOKEN, HF_ENDPOINT, HF_HUB_OFFLINE.',
      )
      .positional('model', {
        type: 'string',
        description: 'ORGANISATION/NAME, or ORGANISATION/NAME@REVISION',
      })
      .options({
        precision: {
          type: 'string',
          requiresArg: true,
          default: 'float16',
          description: `Weights that are taken where there are two: ${PRECISIONS.join(' or ')}, which is twice as large`,
        },
        yes: {
          type: 'boolean',
          default: false,
          description: 'Accept the licence, and download without asking',
        },
        offline: { type: 'boolean', default: false, description: 'Open no connection: take what is there' },
        json: { type: 'boolean', default: false, description: 'Print as one line of JSON' },
      })
      .example([['$0 models pull stable-diffusion-v1-5/stable-diffusion-v1-5', 'Stable Diffusion 1.5']]),
  handler: async ({ model, precision, yes, offline, json }) => {
    const settings = hubSettings();
    const found = await pullModel(
      { ...settings, offline: offline || settings.offline },
      parseModelId(model),
      {
        precision: readChoice('precision', precision, PRECISIONS),
        yes,
        progress: !json,
      },
    );
    if (json) printJson(folderForPrograms(found));
    else for (const line of describeFolder(found)) print(line);
  },
};
