import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { namingFile } from './atomic.ts';

/**
 * Adds a file, or its first bytes, to a sum.
 * @param onBytes is told how many were added, now and then
 * @throws the file system's error, with its `path`
 */
export async function addFile(
  sum: Hash,
  path: string,
  bytes: number,
  onBytes: (count: number) => void = () => {},
): Promise<void> {
  if (bytes === 0) return;
  try {
    for await (const chunk of createReadStream(path, { end: bytes - 1, highWaterMark: 2 ** 20 })) {
      sum.update(chunk);
      onBytes(chunk.length);
    }
  } catch (error) {
    namingFile(path, () => {
      throw error;
    });
  }
}
