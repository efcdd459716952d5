// Writes the version of lerna.json where the program says it: `lerna version` calls it between the manifests and its commit.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const { version } = JSON.parse(readFileSync(file('lerna.json'), 'utf8'));
const source = file('packages/core/src/version.ts');
writeFileSync(source, readFileSync(source, 'utf8').replace(/'[^']+'/, `'${version}'`));
