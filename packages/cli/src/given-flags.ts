import { shortened, UserError } from '@modeseek/core';

/** Shells ask the program for completions of lines that are not finished. */
const COMPLETING = '--get-yargs-completions';

/** A flag as it was written. */
interface GivenFlag {
  /** Without `--` and `no-`. */
  name: string;
  /** As it was written, without value. */
  written: string;
  /** What stands behind `=`. */
  value?: string;
}

/**
 * Makes sure that no flag is given twice: the last would win without a word.
 * @param args what follows the program's name
 */
export function refuseRepeatedFlags(args: readonly string[]): void {
  if (args.includes(COMPLETING)) return;
  const seen = new Map<string, string>();
  for (const { name, written } of givenFlags(args)) {
    const before = seen.get(name);
    if (before === written) throw new UserError(`${written} is given twice; give it once`);
    if (before !== undefined) throw new UserError(`${before} and ${written} exclude each other; give one`);
    seen.set(name, written);
  }
}

/**
 * Makes sure that switches have no value but true and false, any other of which yargs takes for false, and
 * that nothing else is switched off. For `check` of yargs, which wants to hear that all is right.
 * @param switches names of those flags that are
 */
export function refuseSwitchValues(args: readonly string[], switches: readonly string[]): true {
  for (const { name, written, value } of givenFlags(args)) {
    if (written !== `--${name}` && !switches.includes(name)) {
      throw new UserError(
        `${written} is given, and --${name} is no switch; leave it out, or give it a value`,
      );
    }
    if (value === undefined || !switches.includes(name) || value === 'true' || value === 'false') continue;
    throw new UserError(`${written} is '${shortened(value)}'; it is a switch: ${written} or --no-${name}`);
  }
  return true;
}

/** What stands behind a `--` of its own is for other programs. */
function givenFlags(args: readonly string[]): GivenFlag[] {
  const end = args.indexOf('--');
  return args.slice(0, end === -1 ? args.length : end).flatMap((arg) => {
    const [, written, name, value] = arg.match(/^(--(?:no-)?([^=]+))(?:=(.*))?$/s) ?? [];
    return written === undefined ? [] : [{ name, written, value }];
  });
}
