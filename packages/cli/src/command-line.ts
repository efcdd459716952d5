import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { UserError, VERSION } from '@modeseek/core';
import yargs, { type CommandModule } from 'yargs';
import type { Command } from './command.ts';
import { refuseRepeatedFlags, refuseSwitchValues } from './given-flags.ts';
import { nearest } from './nearest.ts';
import { report } from './report.ts';

/** A checkout has them, a published package has not. */
const BENCHMARKS = fileURLToPath(new URL('../../../scripts/bench', import.meta.url));

/** Each is loaded when it is called, since some bring much with them. */
const COMMANDS: Record<string, () => Promise<Command<never>>> = {
  train: async () => (await import('./commands/train.ts')).trainCommand,
  image: async () => (await import('./commands/image.ts')).imageCommand,
  export: async () => (await import('./commands/export.ts')).exportCommand,
  check: async () => (await import('./commands/check.ts')).checkCommand,
  view: async () => (await import('./commands/view.ts')).viewCommand,
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand,
  models: async () => (await import('./commands/models.ts')).modelsCommand,
  prior: async () => (await import('./commands/prior.ts')).priorCommand,
  ...(existsSync(BENCHMARKS) && { bench: async () => (await import('./commands/bench.ts')).benchCommand }),
};

/**
 * Runs one command and resolves to the exit code: 0; what the command set; 2 for a mistake of the user's, or
 * a file system that says no, told in one line on stderr; 1 for a failure of ours, told with its stack.
 * @param args what follows the program's name
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const command = Object.hasOwn(COMMANDS, args[0] ?? '') ? args[0] : undefined;
  const parser = yargs(args as string[])
    .scriptName('modeseek')
    .usage(
      '$0 <command> [flags]\n\nText to 3D: a hash-grid NeRF distilled from an image diffusion model by mean shift.',
    )
    .parserConfiguration({
      'camel-case-expansion': false,
      'dot-notation': false,
    })
    .locale('en')
    .updateStrings({ string: 'value', boolean: 'switch' })
    .wrap(Math.min(110, process.stdout.columns ?? 110))
    .version(VERSION)
    .help()
    .alias({ help: 'h' })
    .strict()
    .completion('completion', 'Print a script that completes commands and flags in a shell')
    .demandCommand(1, 'no command given')
    .exitProcess(false)
    .check(() => refuseSwitchValues(args, options().boolean))
    .fail((message, error) => {
      // What flags' readers throw arrives wrapped, too.
      if (error && error.name !== 'YError') throw error;
      throw new UserError(explain(error?.message ?? message, args, command, knownFlags));
    });
  /** Of the command that is being read. */
  const options = () =>
    (parser as unknown as { getOptions(): { key: object; boolean: string[] } }).getOptions();
  const knownFlags = () => Object.keys(options().key);
  try {
    refuseRepeatedFlags(args);
    for (const load of command ? [COMMANDS[command]] : Object.values(COMMANDS))
      parser.command((await load()) as unknown as CommandModule);
    await parser.parseAsync();
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return report(error, command ? `modeseek ${command}` : 'modeseek');
  }
}

/** Says in one line what yargs complains of, with the nearest thing that would be right. */
function explain(
  message: string,
  args: readonly string[],
  command: string | undefined,
  knownFlags: () => string[],
): string {
  const unknown = message.match(/^Unknown (?:arguments?|commands?): ([^,]+)/)?.[1];
  if (unknown !== undefined) {
    const given = args.find((arg) => /^--?\w/.test(arg) && arg.replace(/^-+/, '').split('=')[0] === unknown);
    if (given !== undefined) {
      const near = nearest(unknown, knownFlags());
      return `unknown flag ${given.split('=')[0]}; ${near ? `did you mean --${near}?` : `see modeseek ${command ?? ''} --help`}`;
    }
    if (command) return `unexpected argument ${unknown}; a text of several words needs quotes`;
    const near = nearest(unknown, Object.keys(COMMANDS));
    return `unknown command ${unknown}; ${near ? `did you mean ${near}?` : `known: ${Object.keys(COMMANDS).join(', ')}`}`;
  }
  const withoutValue = message.match(/^Not enough arguments following: (\S+)/)?.[1];
  if (withoutValue !== undefined) return `--${withoutValue} needs a value`;
  const missing = message.match(/^Missing required arguments?: (.+)/)?.[1];
  if (missing !== undefined) return `--${missing.split(', ')[0]} is missing`;
  if (message.startsWith('Not enough non-option arguments'))
    return `an argument is missing; see modeseek ${command ?? ''} --help`;
  if (message === 'no command given') return `no command given; known: ${Object.keys(COMMANDS).join(', ')}`;
  return message;
}
