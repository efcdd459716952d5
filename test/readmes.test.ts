import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { modeseek, startScript, TINY_MODEL, temporaryFolder } from './command-line.fixture.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Within the checkout, so that scripts find its packages. */
const SCRIPTS = join(ROOT, '.cache/readmes');

interface Published {
  folder: string;
  name: string;
  private?: boolean;
}

const published = readdirSync(join(ROOT, 'packages'))
  .map((folder): Published => {
    const manifest = readFileSync(join(ROOT, 'packages', folder, 'package.json'), 'utf8');
    return { folder, ...JSON.parse(manifest) };
  })
  .filter((manifest) => !manifest.private);

const readmeOf = ({ folder }: Published) => readFileSync(join(ROOT, 'packages', folder, 'README.md'), 'utf8');
const libraries = published.filter((manifest) => readmeOf(manifest).includes('```ts'));
/** Their examples are lines for a shell. */
const commands = published.filter((manifest) => !libraries.includes(manifest));
const scriptOf = ({ folder }: Published) => join(SCRIPTS, `${folder}.ts`);

/** The first block of code in a language. */
function block(readme: string, language: string): string {
  const [, code] = readme.match(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'm')) ?? [];
  if (code === undefined) throw new Error(`there is no block of ${language}`);
  return code;
}

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

test.each(published)('$name: tells how it is installed, with all that the example imports', (manifest) => {
  const readme = readmeOf(manifest);
  const [, installed] = readme.match(/^ {4}npm install (.+)$/m)!;
  expect(installed.split(' ')[0]).toBe(commands.includes(manifest) ? 'modeseek' : manifest.name);
  const imported = [...readme.matchAll(/ from '(@[^/]+\/[^/']+)/g)].map(([, name]) => name);
  expect(imported.filter((name) => !installed.split(' ').includes(name))).toEqual([]);
});

describe('the first example', () => {
  beforeAll(() => {
    mkdirSync(SCRIPTS, { recursive: true });
    for (const manifest of libraries) writeFileSync(scriptOf(manifest), block(readmeOf(manifest), 'ts'));
  });

  test.each(libraries)('of $name prints what its comments say', async (manifest) => {
    const prints = [...block(readmeOf(manifest), 'ts').matchAll(/^console\.log\(.*\);(?: \/\/ (.*))?$/gm)];
    const { code, stdout, stderr } = await startScript(folder.path, scriptOf(manifest)).outcome;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(prints.length).toBeGreaterThan(0);
    expect(stdout.trimEnd().split('\n')).toEqual(prints.map(([, said]) => said));
  });

  test('of each is right for TypeScript', () => {
    const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.base.json'), ts.sys.readFile);
    const options = { ...config.compilerOptions, composite: false, noEmit: true };
    const { options: parsed, errors } = ts.convertCompilerOptionsFromJson(options, ROOT);
    expect(errors).toEqual([]);
    const program = ts.createProgram(libraries.map(scriptOf), parsed);
    const wrong = libraries.flatMap((manifest) =>
      ts
        .getPreEmitDiagnostics(program, program.getSourceFile(scriptOf(manifest)))
        .map(({ messageText }) => `${manifest.name}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`),
    );
    expect(wrong).toEqual([]);
  });

  test.each(commands)('of $name has commands and flags that there are', async (manifest) => {
    const lines = block(readmeOf(manifest), 'sh').trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      const [, words] = line.match(/^npx modeseek (.+)$/)!;
      const [command, ...args] = words.match(/"[^"]*"|\S+/g)!.map((word) => word.replaceAll('"', ''));
      if (command === 'train') {
        const dry = ['--dry-run', '--model', TINY_MODEL];
        const { code, stderr } = await modeseek(folder.path, command, ...args, ...dry);
        expect({ line, code, stderr }).toEqual({ line, code: 0, stderr: '' });
        continue;
      }
      const { code, stdout } = await modeseek(folder.path, command, '--help');
      expect({ line, code }).toEqual({ line, code: 0 });
      for (const flag of args.filter((word) => word.startsWith('--'))) expect(stdout).toContain(flag);
    }
  });
});
