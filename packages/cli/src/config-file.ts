import { isRecord, RUN_FILE_LIMITS, UserError } from '@modeseek/core';
import { readBoundedFile } from '@modeseek/node';
import { splitConfig } from '@modeseek/trainer';

/**
 * Options from a JSON file, such as a run's `config.json`, without what that says of itself.
 * @throws UserError when it is missing, no plain file, too large or no JSON object
 */
export function readConfigFile(path: string): Record<string, unknown> {
  let text: string;
  try {
    text = readBoundedFile(path, RUN_FILE_LIMITS.config).toString();
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `cannot read ${path} (${(error as NodeJS.ErrnoException).code}); --config needs a JSON file`,
    );
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${path} is not JSON: ${(error as Error).message}`);
  }
  if (!isRecord(content)) {
    throw new UserError(`${path} must hold one JSON object with options by name`);
  }
  return splitConfig(content).options;
}
