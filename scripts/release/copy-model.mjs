// Copies the embedded prior's files into its package, before that is packed.
import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const from = fileURLToPath(new URL('../../assets/embedded-prior', import.meta.url));
const to = fileURLToPath(new URL('../../packages/embedded-prior/model', import.meta.url));
rmSync(to, { recursive: true, force: true });
cpSync(from, to, { recursive: true });
