import { createHash, type Hash } from 'node:crypto';

/** By what the hub knows a file's content. */
export interface Checksum {
  /** SHA-256 for large files, git's own SHA-1 of a blob for small ones. */
  kind: 'SHA-256' | 'git';
  /** 64 or 40 hexadecimal digits. */
  hex: string;
}

/** The checksum that a name of a blob in the cache is, if it is one. */
export function checksumOf(name: string): Checksum | undefined {
  if (/^[0-9a-f]{64}$/.test(name)) return { kind: 'SHA-256', hex: name };
  if (/^[0-9a-f]{40}$/.test(name)) return { kind: 'git', hex: name };
  return undefined;
}

/** Starts the sum of a file of so many bytes: git's has the size in it. */
export function startSum({ kind }: Checksum, size: number): Hash {
  return kind === 'SHA-256' ? createHash('sha256') : createHash('sha1').update(`blob ${size}\0`);
}
