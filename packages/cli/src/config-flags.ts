import { resolve } from 'node:path';
import { UserError } from '@modeseek/core';
import { describeModel } from '@modeseek/priors/node';
import { configSchema, OBJECT_RUN, type RunConfig, type RunKind, type StepOptions } from '@modeseek/trainer';
import type { Options } from 'yargs';
import { z } from 'zod';
import { flagName, type NumberRange, rangeForHelp, readChoice, readNumber } from './flags.ts';
import { isOfHub, modelFolder } from './model-folder.ts';

/** What JSON Schema says about one option. */
interface OptionSchema extends Partial<NumberRange> {
  type?: string | string[];
  enum?: string[];
  default?: unknown;
  description?: string;
  group?: string;
}

/** Options by name. */
function optionsOf({ schema }: Pick<RunKind<never>, 'schema'>): Record<string, OptionSchema> {
  return z.toJSONSchema(schema, { io: 'input' }).properties as Record<string, OptionSchema>;
}

/**
 * One flag for each option of a kind of run, with its description, default, and what is right.
 */
export function configFlags(kind: Pick<RunKind<never>, 'schema'> = OBJECT_RUN): Record<string, Options> {
  return Object.fromEntries(
    Object.entries(optionsOf(kind)).map(([name, schema]) => {
      const common = {
        description: schema.description,
        group: `${schema.group}:`,
        defaultDescription: defaultOf(schema),
      };
      if (schema.type === 'boolean') return [flagName(name), { ...common, type: 'boolean' as const }];
      return [flagName(name), { ...common, type: 'string' as const, requiresArg: true }];
    }),
  );
}

function defaultOf(schema: OptionSchema): string | undefined {
  const { default: value, enum: known } = schema;
  if (value === undefined) return undefined;
  if (known) return `${value}; known: ${known.join(', ')}`;
  return isNumeric(schema) ? `${value}; ${rangeForHelp(schema)}` : String(value);
}

/** Of a number, or a schedule of some: all have an upper end, and no text has. */
function isNumeric(schema: OptionSchema): schema is OptionSchema & NumberRange {
  return schema.maximum !== undefined;
}

/**
 * The configuration that flags, a configuration file and defaults make together, the first winning. A model's
 * folder becomes an absolute path, so that the run can go on from another working folder; its family chooses
 * defaults.
 * @param flags as yargs gives them, by the names of `configFlags`
 * @param file options by name, as in a run's `config.json`
 * @throws UserError naming the flag or option that is wrong
 */
export function configFromFlags(flags: Record<string, unknown>, file?: Record<string, unknown>): RunConfig;
export function configFromFlags<C extends StepOptions>(
  flags: Record<string, unknown>,
  file: Record<string, unknown>,
  kind: RunKind<C>,
): C;
export function configFromFlags(
  flags: Record<string, unknown>,
  file: Record<string, unknown> = {},
  kind: RunKind<StepOptions> = OBJECT_RUN,
): StepOptions {
  const given: Record<string, unknown> = { ...file };
  for (const [name, schema] of Object.entries(optionsOf(kind))) {
    const value = flags[flagName(name)];
    if (value !== undefined) given[name] = readValue(flagName(name), value as string | boolean, schema);
  }
  if (typeof given.prompt !== 'string' || given.prompt.trim() === '') {
    throw new UserError(
      `--prompt is ${given.prompt === undefined ? 'missing' : 'empty'}; say what to make, such as --prompt "a hamburger"`,
    );
  }
  const model = configSchema.shape.model.safeParse(given.model).data;
  if (model === undefined || model === 'embedded') return namingFlags(() => kind.parse(given), kind);
  if (!isOfHub(model)) given.model = resolve(model);
  const description = describeModel(modelFolder(given.model as string));
  return namingFlags(() => kind.parse(given, description), kind);
}

/** Does something with a configuration; complaints about an option that has a flag then name the flag. */
export function namingFlags<T>(action: () => T, kind: Pick<RunKind<never>, 'schema'> = OBJECT_RUN): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const message = error.message.replace(/^option (\w+)/, (option, name) =>
      Object.hasOwn(kind.schema.shape, name) ? `--${flagName(name)}` : option,
    );
    throw new UserError(message);
  }
}

function readValue(flag: string, given: string | boolean, schema: OptionSchema): unknown {
  if (typeof given === 'boolean') return given;
  if (schema.enum) return readChoice(flag, given, schema.enum);
  if (!isNumeric(schema)) return given;
  if (!schema.type?.includes('string')) return readNumber(flag, given, schema);
  // A schedule may be a number or text.
  return given.trim() !== '' && Number.isFinite(Number(given)) ? Number(given) : given;
}
