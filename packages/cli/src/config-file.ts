import { readFileSync } from 'node:fs';
import { UserError } from '@modeseek/core';

/**
 * Options from a JSON file, such as a run's `config.json`, whose `version` is left out.
 * @throws UserError when it is missing or no JSON object
 */
export function readConfigFile(path: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
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
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new UserError(`${path} must hold one JSON object with options by name`);
  }
  const { version, ...options } = content as Record<string, unknown>;
  return options;
}
