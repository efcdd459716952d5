import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { UserError } from '@modeseek/core';
import { checkMeshInThread } from './check-thread.ts';

const folder = mkdtempSync(join(tmpdir(), 'modeseek-check-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'a.obj');
writeFileSync(file, 'v 0 0 0\nv 1 0 0\nv 0 1 0\nv 0 0 1\nf 1 3 2\nf 1 2 4\nf 2 3 4\nf 3 1 4\n');

test('a check in a thread is the same', async () => {
  const report = await checkMeshInThread(file);
  expect(report).toMatchObject({ file, format: 'obj', sound: true, faults: [], gltf: null });
  expect(report.figures).toMatchObject({ triangles: 4, watertight: true, genus: 0 });
});

test('what takes too long is ended', async () => {
  const ended = checkMeshInThread(file, 0.001);
  await expect(ended).rejects.toThrow(UserError);
  await expect(ended).rejects.toThrow('it takes more than 0.001 seconds');
});

test('what cannot be read is told as such', async () => {
  writeFileSync(join(folder, 'b.obj'), 'f 1 2 3');
  await expect(checkMeshInThread(join(folder, 'b.obj'))).rejects.toThrow(UserError);
  const none = join(folder, 'none.glb');
  await expect(checkMeshInThread(none)).rejects.toMatchObject({ code: 'ENOENT', path: none });
});
