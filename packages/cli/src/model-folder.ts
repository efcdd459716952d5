import { existsSync } from 'node:fs';
import { hubSettings, looksLikeModelId, parseModelId } from '@modeseek/hub';
import { readCachedModel } from './pull-model.ts';

/** Whether a model is meant to be one of the hub, by its id, rather than a folder. */
export function isOfHub(model: string): boolean {
  return looksLikeModelId(model) && !existsSync(model);
}

/**
 * The folder of a model that was given by its folder, or as one of the hub; `embedded` stays as it is. Opens no
 * connection.
 * @throws UserError when it is of the hub, and was not downloaded
 */
export function modelFolder(model: string): string {
  if (!isOfHub(model)) return model;
  return readCachedModel(hubSettings(), parseModelId(model)).folder;
}
