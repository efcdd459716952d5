import { readdirSync, readFileSync } from 'node:fs';

/** What a process has, and what lies in the folders that it might leave something in. */
export interface Held {
  memoryMiB?: number;
  descriptors?: number;
  threads?: number;
  files?: number;
}

/** Of a process, as Linux tells it; nothing elsewhere. */
export function holdingsOf(pid: number): Held {
  try {
    const [, kib] = /^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return {
      memoryMiB: Math.round(Number(kib) / 1024),
      descriptors: readdirSync(`/proc/${pid}/fd`).length,
      threads: readdirSync(`/proc/${pid}/task`).length,
    };
  } catch {
    return {};
  }
}

/**
 * Whether a thing does not grow: its middle value in the last third of the time is not above that of the second
 * third. The first third is left out, in which all is loaded that is ever needed.
 * @param tolerance what chance makes of one and the same thing, as a share
 */
export function isFlat(values: readonly number[], tolerance: number): boolean {
  const third = Math.floor(values.length / 3);
  const [before, after] = [values.slice(third, 2 * third), values.slice(-third)].map(middleOf);
  return third === 0 || after <= before * (1 + tolerance);
}

function middleOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
