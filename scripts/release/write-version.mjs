// Writes the version of lerna.json where the program says it: `lerna version` calls it between the manifests and its commit.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const { version } = JSON.parse(readFileSync(file('lerna.json'), 'utf8'));
const source = file('packages/core/src/version.ts');
writeFileSync(source, readFileSync(source, 'utf8').replace(/'[^']+'/, `'${version}'`));
for (const example of readdirSync(file('examples'), { withFileTypes: true }).filter((entry) =>
  entry.isDirectory(),
)) {
  const manifest = file(`examples/${example.name}/package.json`);
  const text = readFileSync(manifest, 'utf8');
  writeFileSync(manifest, text.replace(/("(?:@modeseek\/[\w-]+|modeseek)": "\^?)[^"]+/g, `$1${version}`));
}
