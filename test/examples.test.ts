import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startScript, temporaryFolder } from './command-line.fixture.ts';
import { validateGlb } from './validate.fixture.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const EXAMPLES = join(ROOT, 'examples');
const names = readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, 'package.json')));
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());

/** Runs a script of an example, with flags; resolves to the lines that it prints. */
async function run(script: string, ...flags: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await startScript(folder.path, join(EXAMPLES, script), flags).outcome;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.trimEnd().split('\n');
}

/** Expects a flawless GLB of a name; returns how many triangles it has. */
function trianglesOf(name: string): number {
  const { issues, info } = validateGlb(join(folder.path, name));
  expect(issues.messages).toEqual([]);
  return info.totalTriangleCount;
}

test('density-to-glb', async () => {
  const [said] = await run('density-to-glb/main.ts', '--out', 'gyroid.glb', '--resolution', '24');
  expect(said).toBe(`gyroid.glb: ${trianglesOf('gyroid.glb')} triangles`);
  expect(trianglesOf('gyroid.glb')).toBeGreaterThan(500);
});

test('own-images', async () => {
  expect(await run('own-images/make-images.ts', '--count', '16', '--size', '32')).toEqual([
    'mug: 16 pictures',
  ]);
  const said = await run('own-images/main.ts', '--size', '32', '--steps', '60', '--resolution', '32');
  // The field shows what the pictures do: with a camera that was read wrongly it stays below 15 dB.
  const [, decibels] = said[2].match(/^step 60 of 60: PSNR ([\d.]+) dB$/)!;
  expect(Number(decibels)).toBeGreaterThan(20);
  expect(trianglesOf('mug.glb')).toBeGreaterThan(200);
});

test('own-denoiser: of all balls one, and the one that is asked for', async () => {
  const ballOf = async (prompt: string) => {
    const flags = ['--prompt', prompt, '--out', prompt.replaceAll(' ', '-')];
    return (await run('own-denoiser/main.ts', ...flags, '--steps', '8')).at(-1)!;
  };
  const [, red, green, blue] = (await ballOf('a ball')).match(/: ([\d.]+) ([\d.]+) ([\d.]+)$/)!.map(Number);
  expect(Math.abs(red - blue)).toBeGreaterThan(0.4);
  expect(green).toBeLessThan(0.4);
  expect(await ballOf('a red ball')).toMatch(/^The ball is red: /);
  expect(trianglesOf('a-red-ball/mesh.glb')).toBeGreaterThan(200);
});

test.each(names)('%s declares what it imports, of this version', (name) => {
  const { private: unpublished, dependencies } = readJson(join(EXAMPLES, name, 'package.json'));
  expect(unpublished).toBe(true);
  const sources = readdirSync(join(EXAMPLES, name)).filter((file) => file.endsWith('.ts'));
  const imported = sources.flatMap((file) => {
    const text = readFileSync(join(EXAMPLES, name, file), 'utf8');
    return [...text.matchAll(/ from '((?!node:)[^.'][^']*)'/g)].map(([, specifier]) => specifier);
  });
  expect(Object.keys(dependencies).sort()).toEqual([...new Set([...imported, 'tsx'])].sort());
  const { version } = readJson(join(ROOT, 'lerna.json'));
  for (const inner of imported.filter((specifier) => specifier.startsWith('@modeseek/'))) {
    expect([inner, dependencies[inner]]).toEqual([inner, `^${version.replace(/\.\d+$/, '.0')}`]);
  }
  expect(existsSync(join(EXAMPLES, name, 'README.md'))).toBe(true);
});
