import { hubSettings, parseModelId } from '@modeseek/hub';
import { isOfHub } from './model-folder.ts';
import { pullModel, readCachedModel } from './pull-model.ts';

/** What is downloaded for a run: half as large as float32, and what a GPU takes. */
const PRECISION = 'float16';

/**
 * Downloads the model that a run asks for, where it is one of the hub that is not here whole: somebody who is
 * there to answer is asked first, or has said yes by a flag. All else is told where models are read.
 * @param model as the run has it; anything else than a model's id is left alone
 * @throws UserError when it cannot be had
 */
export async function pullMissing(
  model: unknown,
  { yes, quiet }: { yes: boolean; quiet: boolean },
): Promise<void> {
  if (typeof model !== 'string' || !isOfHub(model)) return;
  const settings = hubSettings();
  const somebodyIsThere = process.stdin.isTTY === true && process.stderr.isTTY === true;
  if (settings.offline || !(yes || somebodyIsThere)) return;
  const id = parseModelId(model);
  try {
    readCachedModel(settings, id, PRECISION);
  } catch {
    await pullModel(settings, id, { precision: PRECISION, yes, progress: !quiet });
  }
}
