import { existsSync } from 'node:fs';
import { hubSettings, looksLikeModelId, parseModelId } from '@modeseek/hub';
import { readCachedModel } from './pull-model.ts';

/**
 * The folder of a model that was given by its folder, or as one of the hub. Opens no connection.
 * @throws UserError when it is of the hub, and was not downloaded
 */
export function modelFolder(model: string): string {
  if (existsSync(model) || !looksLikeModelId(model)) return model;
  return readCachedModel(hubSettings(), parseModelId(model)).folder;
}
