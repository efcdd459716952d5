import { readFileSync } from 'node:fs';

/** Version of this program: all its packages have one and the same. */
export const VERSION: string = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
).version;
