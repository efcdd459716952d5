import { UserError } from '@modeseek/core';
import { hubSettings, listSnapshots, type Snapshot } from '@modeseek/hub';
import { KNOWN_MODELS } from '@modeseek/priors';
import { listModels, type ModelFolder, readModelFolder } from '@modeseek/priors/node';
import { bytesForPeople } from '../../bytes.ts';
import type { Command } from '../../command.ts';
import { commandLine } from '../../program.ts';
import { print, printJson, printTable } from '../../say.ts';

export const listCommand: Command<{ json: boolean }> = {
  command: 'list',
  describe: 'List the models that are here, and some that can be pulled',
  builder: (yargs) =>
    yargs
      .usage(
        "$0 models list [flags]\n\nLists the models that are here, the hub's cache included, and some that can be pulled. Opens no connection.",
      )
      .options({ json: { type: 'boolean', default: false, description: 'Print as one line of JSON' } }),
  handler: ({ json }) => {
    const { cache } = hubSettings();
    const here = listSnapshots(cache).map((snapshot) => ({ ...snapshot, ...look(snapshot) }));
    const known = KNOWN_MODELS.filter(({ id }) => !here.some((each) => each.id === id));
    if (json) {
      const cached = here.map(({ id, commit, revisions, folder, found, problem }) => ({
        ...{ id, commit, revisions, folder },
        ...(found && { title: found.pipeline.title, bytes: found.bytes }),
        ...(problem !== undefined && { problem }),
      }));
      return printJson({
        cache,
        embedded: listModels().map(({ model, bytes }) => ({ model, bytes })),
        cached,
        known,
      });
    }
    const embedded = listModels().map(({ model, bytes, info }) => [model, bytesForPeople(bytes), info.name]);
    const cached = here.map(({ id, revisions, commit, found, problem }) => [
      `${id}${revisions.includes('main') ? '' : `@${revisions[0] ?? commit}`}`,
      found ? bytesForPeople(found.bytes) : '-',
      found ? found.pipeline.title : (problem ?? ''),
    ]);
    printTable([...embedded, ...cached]);
    if (known.length === 0) return;
    print('');
    print(`To be had with ${commandLine('models pull')}:`);
    printTable(known.map(({ id, title }) => [`  ${id}`, title]));
  },
};

/** What a model in the cache is, or why it is none for us. */
function look({ folder, id }: Snapshot): { found?: ModelFolder; problem?: string } {
  try {
    return { found: readModelFolder(folder) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { problem: error.message.replaceAll(folder, id) };
  }
}
