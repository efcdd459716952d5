import { isRecord, UserError } from '@modeseek/core';

/**
 * The object that a model's file of JSON holds.
 * @param source its path, for messages
 * @throws UserError when it holds none
 */
export function parseModelJson(text: string, source: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UserError(`${source} is damaged: it is not JSON; fetch the model again`);
  }
  if (isRecord(value)) return value;
  throw new UserError(`${source} is damaged: it is no JSON object; fetch the model again`);
}
