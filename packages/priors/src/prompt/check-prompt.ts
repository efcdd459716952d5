import { UserError } from '@modeseek/core';

/** @throws UserError when a prompt is empty or over-long */
export function checkPrompt(prompt: string, most: number): void {
  if (prompt.trim() === '')
    throw new UserError('the prompt is empty: describe an object, such as "a hamburger"');
  if (prompt.length > most)
    throw new UserError(`the prompt has ${prompt.length} characters: at most ${most} are possible`);
}
