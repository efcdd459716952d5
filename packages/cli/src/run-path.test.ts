import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FolderStore } from '@modeseek/node';
import { parseConfig, Run, type RunConfig } from '@modeseek/trainer';
import { checkNewRunPath, defaultRunPath } from './run-path.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'modeseek-run-path-'));
});
afterAll(() => rmSync(root, { recursive: true }));

/** A folder that holds these files, with those above them. */
function folderOf(name: string, files: readonly string[]): string {
  const path = join(root, name);
  for (const file of files) {
    mkdirSync(join(path, file, '..'), { recursive: true });
    writeFileSync(join(path, file), '');
  }
  return path;
}

test('a run is named after its prompt, and after what is not as by default', () => {
  const nameOf = (options: Partial<RunConfig>) => {
    const defaults = { seed: 0, guidance: 'msd', quality: 'standard', model: 'embedded' } as const;
    return defaultRunPath({ prompt: 'A red Café, please!', ...defaults, ...options });
  };
  expect(nameOf({})).toBe(join('runs', 'a-red-cafe-please'));
  expect(nameOf({ prompt: '?' })).toBe(join('runs', 'run'));
  expect(nameOf({ seed: 3, guidance: 'sds' })).toBe(join('runs', 'a-red-cafe-please-seed3-sds'));
  expect(nameOf({ quality: 'high' })).toBe(join('runs', 'a-red-cafe-please-high'));
  expect(nameOf({ model: '/models/Tiny One/' })).toBe(join('runs', 'a-red-cafe-please-tiny-one'));
});

test('a run that is there is replaced if that is wished', async () => {
  const path = join(root, 'there');
  await Run.create(new FolderStore(path), parseConfig({ prompt: 'a mug' }));
  await expect(checkNewRunPath(path, false)).rejects.toThrow('already holds a run');
  await checkNewRunPath(path, true);
});

test("what is somebody else's is not", async () => {
  const project = folderOf('project', ['objects/house.obj', 'preview/step-000001.png']);
  writeFileSync(join(project, 'config.json'), '{"prompt":"a house"}');
  for (const overwrite of [false, true]) {
    await expect(checkNewRunPath(project, overwrite)).rejects.toThrow(
      `${project} holds a config.json that this version of the program has not written`,
    );
    await expect(checkNewRunPath(folderOf('foreign', ['notes.txt']), overwrite)).rejects.toThrow(
      'there is notes.txt',
    );
    await expect(checkNewRunPath(folderOf('mesh', ['mesh.glb']), overwrite)).rejects.toThrow(
      'there is mesh.glb',
    );
  }
  const edited = join(root, 'edited');
  await Run.create(new FolderStore(edited), parseConfig({ prompt: 'a mug' }));
  const config = join(edited, 'config.json');
  writeFileSync(config, readFileSync(config, 'utf8').replace('a mug', 'a jug'));
  await expect(checkNewRunPath(edited, true)).rejects.toThrow('or that was changed since');
});

test('what killed processes have left is in nobody’s way', async () => {
  const path = folderOf('killed', ['run.lock', 'config.json.123456.0123abcd.tmp']);
  await checkNewRunPath(path, false);
});

test('a place where no run can be', async () => {
  const file = folderOf('files', ['file']);
  const check = (path: string) => checkNewRunPath(path, true);
  await expect(check(join(file, 'file'))).rejects.toThrow('is a file; choose a folder');
  for (const empty of ['', ' ']) await expect(check(empty)).rejects.toThrow('--out is empty');
  await expect(check(join(root, 'x'.repeat(300)))).rejects.toMatchObject({ code: 'ENAMETOOLONG' });
  // Long enough for its files, but not for all that is written on the way.
  const long = join(root, ...Array.from({ length: 20 }, () => 'x'.repeat(200)));
  await expect(check(long)).rejects.toMatchObject({ code: 'ENAMETOOLONG' });
  const loop = join(root, 'loop');
  symlinkSync(loop, loop);
  await expect(check(join(loop, 'run'))).rejects.toMatchObject({ code: 'ELOOP' });
  expect(readdirSync(file)).toEqual(['file']);
  expect(existsSync(join(root, 'x'.repeat(200)))).toBe(false);
});
