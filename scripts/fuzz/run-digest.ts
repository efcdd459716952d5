import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEvent, RUN_FILES } from '@modeseek/core';

/**
 * Of every file below a folder, by its path there, what it holds, as a hash: without what the clock decides, and
 * without the lock's file, which means nothing once nobody holds it.
 */
export type Digest = Readonly<Record<string, string>>;

/** Events by which sessions differ, however they end. */
const OF_SESSIONS = new Set(['start', 'phase', 'finish']);
/** Entries of a summary, and of a step's values, that tell of time and memory. */
const OF_MACHINE = /^(seconds|time$|date$|peakMemory|longestBlock)|Ms$/;

export function digestOf(folder: string): Digest {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => !entry.isDirectory() && entry.name !== RUN_FILES.lock,
  );
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), hashOf(path)]),
  );
}

function hashOf(path: string): string {
  const bytes = readFileSync(path);
  const hash = createHash('sha256');
  if (path.endsWith(RUN_FILES.events)) {
    const events = bytes
      .toString()
      .split('\n')
      .flatMap((line) => parseEvent(line) ?? []);
    for (const event of events)
      if (!OF_SESSIONS.has(event.type)) hash.update(`${JSON.stringify(event, withoutMachine)}\n`);
  } else if (path.endsWith(RUN_FILES.summary)) {
    hash.update(JSON.stringify(JSON.parse(bytes.toString()), withoutMachine));
  } else hash.update(bytes);
  return hash.digest('hex');
}

function withoutMachine(name: string, value: unknown): unknown {
  return OF_MACHINE.test(name) ? undefined : value;
}

/** In words, how one folder differs from what it should be; nothing where it does not. */
export function difference(is: Digest, should: Digest): string | undefined {
  const names = [...new Set([...Object.keys(is), ...Object.keys(should)])].filter(
    (name) => is[name] !== should[name],
  );
  if (names.length === 0) return undefined;
  const kind = (name: string) => (!(name in is) ? 'missing' : name in should ? 'different' : 'too much');
  return names.map((name) => `${name} ${kind(name)}`).join(', ');
}
