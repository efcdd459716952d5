import { UserError } from '@modeseek/core';
import { configSchema, parseConfig, type RunConfig } from '@modeseek/trainer';
import type { Options } from 'yargs';
import { z } from 'zod';

type TypeName = 'string' | 'number' | 'integer' | 'boolean';

/** What JSON Schema says about one option. */
interface OptionSchema {
  type: TypeName | TypeName[];
  enum?: string[];
  default?: unknown;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  description?: string;
  group?: string;
}

const SCHEMAS = z.toJSONSchema(configSchema, { io: 'input' }).properties as Record<string, OptionSchema>;

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** One flag for each option of the trainer's configuration, with its description and default. */
export function configFlags(): Record<string, Options> {
  return Object.fromEntries(
    Object.entries(SCHEMAS).map(([name, schema]) => {
      const common = {
        description: schema.description,
        group: `${schema.group}:`,
        defaultDescription: defaultOf(schema),
      };
      if (schema.type === 'boolean') return [kebab(name), { ...common, type: 'boolean' as const }];
      return [kebab(name), { ...common, type: 'string' as const, requiresArg: true }];
    }),
  );
}

function defaultOf({ default: value, enum: known }: OptionSchema): string | undefined {
  if (value === undefined) return undefined;
  return known ? `${value}; known: ${known.join(', ')}` : String(value);
}

/**
 * The configuration that flags, a configuration file and defaults make together, the first winning.
 * @param flags as yargs gives them, by the names of `configFlags`
 * @param file options by name, as in a run's `config.json`
 * @throws UserError naming the flag or option that is wrong
 */
export function configFromFlags(
  flags: Record<string, unknown>,
  file: Record<string, unknown> = {},
): RunConfig {
  const given: Record<string, unknown> = { ...file };
  for (const [name, schema] of Object.entries(SCHEMAS)) {
    const value = flags[kebab(name)];
    if (value !== undefined) given[name] = readValue(kebab(name), value as string | boolean, schema);
  }
  if (typeof given.prompt !== 'string' || given.prompt.trim() === '') {
    throw new UserError(
      `--prompt is ${given.prompt === undefined ? 'missing' : 'empty'}; say what to make, such as --prompt "a hamburger"`,
    );
  }
  try {
    return parseConfig(given);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.message.replace(/^option (\w+)/, (_, name) => `--${kebab(name)}`));
  }
}

function readValue(flag: string, given: string | boolean, schema: OptionSchema): unknown {
  if (typeof given === 'boolean') return given;
  const types = [schema.type].flat();
  const numeric = types.includes('number') || types.includes('integer');
  const value = given.trim() === '' ? Number.NaN : Number(given);
  if (numeric && Number.isFinite(value)) {
    if (schema.type !== 'integer' || Number.isSafeInteger(value)) {
      const { minimum, exclusiveMinimum, maximum } = schema;
      const fits =
        !(minimum !== undefined && value < minimum) &&
        !(exclusiveMinimum !== undefined && value <= exclusiveMinimum) &&
        !(maximum !== undefined && value > maximum);
      if (fits) return value;
    }
  } else if (types.includes('string')) {
    if (!schema.enum || schema.enum.includes(given)) return given;
    throw new UserError(`--${flag} is '${given}'; known: ${schema.enum.join(', ')}`);
  }
  throw new UserError(`--${flag} is '${given}'; it must be ${wanted(schema)}`);
}

function wanted({ type, minimum, exclusiveMinimum, maximum }: OptionSchema): string {
  const noun = type === 'integer' ? 'a whole number' : 'a number';
  // Schemas of integers carry the largest safe one, which is no news to anybody.
  const high = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
  if (exclusiveMinimum !== undefined) return `${noun} above ${exclusiveMinimum}`;
  if (minimum !== undefined && high !== undefined) return `${noun} from ${minimum} to ${high}`;
  if (minimum !== undefined) return `${noun}, at least ${minimum}`;
  return high !== undefined ? `${noun}, at most ${high}` : noun;
}
