import type { Argv } from 'yargs';

/** One command of the program. What its builder declares is what its handler gets. */
export interface Command<Flags> {
  /** Name and positional arguments, as yargs writes them: `export <run>`. */
  command: string;
  describe: string;
  builder(yargs: Argv): unknown;
  handler(flags: Flags): void | Promise<void>;
}
