import { type Zippable, zipSync } from 'fflate';

/** A zip archive's files say when they were made; ours are the same whenever that was. */
const MADE = '1980-01-01T00:00';
const LOCAL_HEADER = 30;
const EXTRA_HEADER = 4;
/** Of a field of a zip entry that only takes up room; three.js has the same. */
const PADDING_ID = 12345;

/** Files by their paths, in order, compressed. */
export function zip(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  return zipSync(files, { level: 6, mtime: MADE });
}

/** Files by their paths, in order, as they are, each beginning at a multiple of `alignment` bytes. */
export function alignedZip(files: Readonly<Record<string, Uint8Array>>, alignment: number): Uint8Array {
  const entries: Zippable = {};
  let offset = 0;
  for (const [path, bytes] of Object.entries(files)) {
    const start = offset + LOCAL_HEADER + new TextEncoder().encode(path).length + EXTRA_HEADER;
    const padding = -start & (alignment - 1);
    entries[path] = [bytes, { extra: { [PADDING_ID]: new Uint8Array(padding) } }];
    offset = start + padding + bytes.length;
  }
  return zipSync(entries, { level: 0, mtime: MADE });
}
