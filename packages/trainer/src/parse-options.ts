import { shortened, UserError } from '@modeseek/core';
import type { z } from 'zod';

/**
 * Checks options against their schema, and fills in its defaults.
 * @throws UserError naming the first option that is wrong and what would be right
 */
export function parseOptions<S extends z.ZodObject>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new UserError(describe(result.error.issues[0], input, Object.keys(schema.shape)));
}

/**
 * Makes sure that options which are the ends of a range are in order.
 * @throws UserError naming the two that are not
 */
export function checkOrder<C>(
  options: C,
  ranges: readonly (readonly [keyof C & string, keyof C & string])[],
): void {
  for (const [low, high] of ranges) {
    if (options[low] > options[high]) {
      throw new UserError(
        `option ${low} is ${options[low]}; it must be at most ${high}, which is ${options[high]}`,
      );
    }
  }
}

function describe(issue: z.core.$ZodIssue, input: unknown, known: readonly string[]): string {
  if (issue.code === 'unrecognized_keys') {
    return `unknown option ${issue.keys[0]}; known: ${known.join(', ')}`;
  }
  const [name] = issue.path;
  if (name === undefined) return 'the configuration must be an object with options by name';
  const value = (input as Record<PropertyKey, unknown>)[name];
  const given = value === undefined ? 'is missing' : `is ${shortened(JSON.stringify(value))}`;
  return `option ${String(name)} ${given}: ${issue.message}`;
}
