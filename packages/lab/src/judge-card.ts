import { join } from 'node:path';
import { type Check, isObject, isText, isWhole, sha256, UserError } from '@modeseek/core';
import { readBoundedFile } from '@modeseek/node';

/** Most bytes of what is said of a judge, and of the judge. */
const LARGEST_CARD = 2 ** 20;
const LARGEST_MODEL = 2 ** 28;

/**
 * What a judge's JSON file says of the ONNX file beside it.
 * @param name of both, without their endings
 * @param entries that it must have besides `imageSize` and `sha256`
 * @throws UserError when it lacks an entry, or is of another ONNX file
 */
export async function readJudgeCard<Card>(
  folder: string,
  name: string,
  entries: { [Entry in keyof Card]: Check },
): Promise<Card & { imageSize: number }> {
  const [card, model] = [`${name}.json`, `${name}.onnx`].map((file) => join(folder, file));
  const isCard = isObject({ ...entries, imageSize: isWhole(1, 1024), sha256: isText(64) });
  let content: unknown;
  try {
    content = JSON.parse(readBoundedFile(card, LARGEST_CARD).toString());
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (!isCard(content)) throw new UserError(`${card} does not describe a judge`);
  const read = content as Card & { imageSize: number; sha256: string };
  if ((await sha256(readBoundedFile(model, LARGEST_MODEL))) !== read.sha256) {
    throw new UserError(`${model} is not what ${card} describes`);
  }
  return read;
}
