import { UserError } from '@modeseek/core';
import type { Precision } from '@modeseek/graph';
import {
  connectHub,
  findSnapshot,
  type HubConnection,
  type HubSettings,
  type ModelId,
  missingBytes,
  openRepository,
  pullFiles,
  readRepositoryFile,
} from '@modeseek/hub';
import { checkIsModel, findLayout, MODEL_INDEX, parseModelIndex } from '@modeseek/priors';
import { MODEL_CARD, type ModelFolder, readModelFolder } from '@modeseek/priors/node';
import { ask } from './ask.ts';
import { bytesForPeople } from './bytes.ts';
import { showDownload } from './download-progress.ts';
import { commandLine } from './program.ts';
import { tell } from './say.ts';

export interface PullOptions {
  precision: Precision;
  /** Whether nobody is to be asked. */
  yes: boolean;
  /** Says what is done, with a bar; otherwise silent. */
  progress: boolean;
}

const LARGEST_INDEX = 2 ** 20;
/** Milliseconds that nobody wonders about. */
const SHORT_PAUSE = 5000;

/**
 * Downloads a model of the hub, as far as it is not there, after its licence was shown and somebody was
 * asked; offline, takes what is there.
 * @throws UserError when it cannot be had, or is no model that is read: that is told before anything of it is
 *   downloaded
 */
export async function pullModel(
  settings: HubSettings,
  model: ModelId,
  options: PullOptions,
): Promise<ModelFolder> {
  const { precision, yes, progress } = options;
  if (settings.offline) return readCachedModel(settings, model, precision);
  const hub = tellingOfPauses(connectHub(settings));
  const repository = await openRepository(hub, model);
  const paths = repository.files.map(({ path }) => path);
  checkIsModel(paths, model.id);
  // First of all: other kinds have other files.
  parseModelIndex(
    await readRepositoryFile(hub, repository, MODEL_INDEX, LARGEST_INDEX),
    `${MODEL_INDEX} of ${model.id}`,
  );
  const { files } = findLayout(paths, model.id, precision);
  // The card says under which licence meshes are made.
  const wanted = [MODEL_CARD, ...files].flatMap(
    (path) => repository.files.find((file) => file.path === path) ?? [],
  );
  const missing = missingBytes(hub.cache, repository, wanted);
  if (missing > 0) {
    const size = bytesForPeople(missing);
    tell(`${model.id}, licence: ${repository.licence || 'none stated'} (${repository.page})`);
    if (!yes) await ask(`Download ${size} to ${hub.cache}, under this licence?`);
  }
  const show = progress ? showDownload(process.stderr) : undefined;
  try {
    const folder = await pullFiles(hub, repository, wanted, show);
    return readModelFolder(folder, precision);
  } finally {
    show?.('done');
  }
}

/**
 * A model as it was downloaded. Opens no connection.
 * @throws UserError when it was not
 */
export function readCachedModel({ cache }: HubSettings, model: ModelId, precision?: Precision): ModelFolder {
  const folder = findSnapshot(cache, model);
  if (folder !== undefined) return readModelFolder(folder, precision);
  const name = model.revision === 'main' ? model.id : `${model.id}@${model.revision}`;
  throw new UserError(`${name} is not in ${cache}; get it with ${commandLine(`models pull ${name}`)}`);
}

/** Long pauses are told: somebody may look on. */
function tellingOfPauses(hub: HubConnection): HubConnection {
  return {
    ...hub,
    pause(ms) {
      if (ms > SHORT_PAUSE) tell(`trying again in ${Math.ceil(ms / 1000)} s`);
      return hub.pause(ms);
    },
  };
}
