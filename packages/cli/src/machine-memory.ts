import { totalmem } from 'node:os';
import { type MemoryPart, UserError } from '@modeseek/core';
import { flagName } from './flags.ts';
import { tell } from './say.ts';

const MIB = 2 ** 20;
const GIB = 2 ** 30;

/**
 * Work that is estimated at so many times what there is is refused; below that it may do: some needs but 0.6
 * of its estimate, a part may be a GPU's, and there may be swap space.
 */
const HOPELESS = 1.7;

/**
 * Bytes that this machine has, or its container may use.
 * @param limit the container's; 0, or more than there is, where there is none
 */
export function machineMemory(limit = process.constrainedMemory(), total = totalmem()): number {
  return limit > 0 ? Math.min(limit, total) : total;
}

interface MemoryCheck {
  /** Bytes that there are. */
  has?: number;
  /** Whether the work has begun before, so that nothing about it can be changed: then it is not refused. */
  begun?: boolean;
  /** Hears a line when it may not be enough. */
  warn?: (line: string) => void;
}

/**
 * Compares what work is going to need with what there is.
 * @param parts of an estimate
 * @returns the estimate in MiB
 * @throws UserError when that is far more than there is, naming the flags that lower what takes most
 */
export function checkMemory(
  parts: readonly MemoryPart[],
  { has = machineMemory(), begun = false, warn = (line) => tell(`Warning: ${line}`) }: MemoryCheck = {},
): number {
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  if (bytes > has) {
    const most = parts.reduce((a, b) => (b.bytes > a.bytes ? b : a));
    const flags = most.options.map((option) => `--${flagName(option)}`);
    const needs = `this needs about ${gibibytes(bytes)} GiB of memory, and there are ${gibibytes(has)}`;
    const advice = `${gibibytes(most.bytes)} are for ${most.what}: lower ${flags.join(' or ')}`;
    if (begun) warn(needs);
    else if (bytes <= HOPELESS * has) warn(`${needs}; ${advice}`);
    else throw new UserError(`${needs}; ${advice}`);
  }
  return Math.round(bytes / MIB);
}

function gibibytes(bytes: number): string {
  return (bytes / GIB).toFixed(1);
}
