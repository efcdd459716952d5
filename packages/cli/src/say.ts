import { printable } from './printable.ts';
import { formatTable } from './table.ts';

/** A line for people on stderr: warnings, progress, what is going on. */
export function tell(line: string): void {
  process.stderr.write(`${printable(line)}\n`);
}

/** A line for people on stdout: what a command was asked for. */
export function print(line: string): void {
  process.stdout.write(`${printable(line)}\n`);
}

/** Rows of cells for people on stdout, lined up in columns. */
export function printTable(rows: readonly (readonly string[])[]): void {
  process.stdout.write(formatTable(rows));
}

/** For programs, on stdout: one line of JSON, with all text as it is. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
