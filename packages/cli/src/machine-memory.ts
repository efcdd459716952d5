import { totalmem } from 'node:os';
import { UserError } from '@modeseek/core';
import { flagName } from './flags.ts';

const MIB = 2 ** 20;
const GIB = 2 ** 30;

/** Something that takes memory. */
export interface MemoryPart {
  /** For people. */
  what: string;
  bytes: number;
  /** Options that make it less when they are lowered. */
  options: readonly string[];
}

/** Bytes that this machine has, or its container may use. */
export function machineMemory(): number {
  const limit = process.constrainedMemory(); // 0, or more than there is, where there is none
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/**
 * Compares what work is going to need with what there is.
 * @param parts of an estimate
 * @param has bytes
 * @returns the estimate in MiB
 * @throws UserError when that is more than there is, naming the flags that lower what takes most
 */
export function checkMemory(parts: readonly MemoryPart[], has = machineMemory()): number {
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  if (bytes > has) {
    const most = parts.reduce((a, b) => (b.bytes > a.bytes ? b : a));
    const flags = most.options.map((option) => `--${flagName(option)}`);
    throw new UserError(
      `this needs about ${gibibytes(bytes)} GiB of memory, and there are ${gibibytes(has)}; ${gibibytes(most.bytes)} are for ${most.what}: lower ${flags.join(' or ')}`,
    );
  }
  return Math.round(bytes / MIB);
}

function gibibytes(bytes: number): string {
  return (bytes / GIB).toFixed(1);
}
