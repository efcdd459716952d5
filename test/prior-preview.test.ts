import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { decodePng } from '@modeseek/node';
import { modeseek, temporaryFolder } from './command-line.fixture.ts';
import { validateGlb } from './validate.fixture.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

test('prior preview writes a sheet and a valid mesh of its first object', async () => {
  const { code, stdout, stderr } = await modeseek(folder.path, 'prior', 'preview', 'burger', '--count', '2');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.trim().split('\n').slice(-2)).toEqual(['hamburger.png', 'hamburger.glb']);
  const { width, height } = decodePng(readFileSync(join(folder.path, 'hamburger.png')));
  expect([width, height]).toEqual([8 * 96, 2 * 96]);

  const { issues, info } = validateGlb(join(folder.path, 'hamburger.glb'));
  expect(issues.messages).toEqual([]);
  expect(info).toMatchObject({ drawCallCount: 1, materialCount: 1, hasTextures: false });
  expect(info.totalTriangleCount).toBeGreaterThan(500);
  expect(info.totalVertexCount).toBe(3 * info.totalTriangleCount);
  const glb = readFileSync(join(folder.path, 'hamburger.glb'));
  const json = JSON.parse(glb.toString('utf8', 20, 20 + glb.readUInt32LE(12)));
  expect(json.materials[0].doubleSided).toBe(true);
  const attributes = json.meshes[0].primitives[0].attributes;
  expect(Object.keys(attributes)).toContain('COLOR_0');
  const { min, max } = json.accessors[attributes.POSITION];
  for (const [low, high] of min.map((value: number, i: number) => [value, max[i]])) {
    expect(low).toBeGreaterThan(-0.96);
    expect(high).toBeLessThan(0.96);
    expect(high - low).toBeGreaterThan(0.5);
  }
});

test('--out names both files', async () => {
  const { code, stdout } = await modeseek(
    folder.path,
    ...['prior', 'preview', 'mug', '--count', '1', '--out', 'a.png'],
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(/\na\.png\na\.glb\n$/);
});

test('the mesh of a checkered table has the checks at its vertices', async () => {
  const { stdout } = await modeseek(
    folder.path,
    ...['prior', 'preview', 'table', '--count', '1', '--seed', '31'],
  );
  expect(stdout).toMatch(/^checkered /);
  const { issues, info } = validateGlb(join(folder.path, 'table.glb'));
  expect(issues.messages).toEqual([]);
  expect(info.totalTriangleCount).toBeGreaterThan(10_000);
});

test('--typical shows what the bare noun means: the same draws are called so only with it', async () => {
  const bare = async (...flags: string[]) => {
    const command = ['prior', 'preview', 'apple', '--count', '4', '--seed', '5', ...flags];
    const { code, stdout } = await modeseek(folder.path, ...command);
    expect(code).toBe(0);
    return stdout.split('\n').filter((line) => line === 'apple').length;
  };
  expect(await bare()).toBe(0);
  expect(await bare('--typical')).toBeGreaterThan(0);
});

test('--looks shows one object in each colour, material and pattern; its mesh is valid, too', async () => {
  const { code, stdout } = await modeseek(folder.path, 'prior', 'preview', 'ghost', '--looks');
  expect(code).toBe(0);
  const captions = stdout.trim().split('\n').slice(0, -2);
  // What a ghost is not by nature is always said.
  for (const word of ['red', 'turquoise', 'brown', 'wooden', 'stone', 'glass', 'plush'])
    expect(captions.some((words) => words.split(' ').includes(word))).toBe(true);
  expect(captions.some((words) => /dotted|dots/.test(words))).toBe(true);
  const { width, height } = decodePng(readFileSync(join(folder.path, 'ghost.png')));
  expect([width, height]).toEqual([8 * 96, Math.ceil(captions.length / 8) * 96]);
  expect(validateGlb(join(folder.path, 'ghost.glb')).issues.messages).toEqual([]);
});

test('--looks and --count together are a mistake', async () => {
  const { code, stderr } = await modeseek(
    folder.path,
    'prior',
    'preview',
    'ghost',
    '--looks',
    '--count',
    '3',
  );
  expect(code).toBe(2);
  expect(stderr).toMatch(/^modeseek prior: [^\n]*--count[^\n]*\n$/);
});
