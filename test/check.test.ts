import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { formatOf, PLAIN_MATERIAL, type TriangleMesh, vertexNormals } from '@modeseek/mesh';
import { SHAPES } from '@modeseek/mesh/src/report/shapes.fixture.ts';
import { LAUNCHER, modeseekHere, startCommand, temporaryFolder } from './command-line.fixture.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const check = (...args: string[]) => modeseekHere(folder.path, 'check', ...args);

/** Writes a shape in a format. */
async function write(name: string, shape: TriangleMesh, format: 'glb' | 'stl' | 'obj' | 'ply' = 'glb') {
  const mesh = { ...shape, normals: vertexNormals(shape) };
  const part = { name, mesh, texture: null, material: PLAIN_MATERIAL };
  const [file] = await formatOf(format).encode({ name, parts: [part], extras: {} }, name);
  writeFileSync(join(folder.path, file.name), file.bytes);
  return file.name;
}

describe('check tells what is right and wrong', () => {
  test('of a sound mesh, in a table', async () => {
    const { code, stdout, stderr } = await check(await write('ring', SHAPES.torus));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [first, ...rows] = stdout.split('\n');
    expect(first).toBe('ring.glb: nothing is wrong');
    const cells = rows.map((row) => row.trim().split(/ {2,}/));
    expect(cells).toContainEqual(['handles (genus)', '1']);
    expect(cells).toContainEqual(['size', '2.7 × 0.7 × 2.7 m']);
    expect(cells).toContainEqual(['glTF-Validator', '0 errors, 0 warnings, 0 infos']);
  });

  test('of a broken one, with exit code 1', async () => {
    const { code, stdout } = await check(await write('open', SHAPES['box-with-a-hole'], 'stl'));
    expect(code).toBe(1);
    expect(stdout).toMatch(/^open\.stl: watertight: no; boundary edges: 3\n/);
    expect(stdout).toMatch(/^ ✗ +boundary edges +3$/m);
  });

  test('of several as JSON, a line each, though one cannot be read', async () => {
    const names = [await write('a', SHAPES.box, 'obj'), await write('b', SHAPES['two-apart'], 'ply')];
    writeFileSync(join(folder.path, 'c.glb'), 'glTF');
    const { code, stdout, stderr } = await check(names[0], 'c.glb', names[1], '--json');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'modeseek check: c.glb cannot be read: it is no GLB\n',
    });
    const reports = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(reports).toMatchObject([
      { file: 'a.obj', format: 'obj', sound: true, figures: { bodies: 1, volume: expect.closeTo(1, 6) } },
      { file: 'b.ply', sound: true, figures: { bodies: 2, objects: 1 } },
    ]);
  });

  test("of what a peer's validator would not take", async () => {
    const name = await write('box', SHAPES.box);
    const glb = readFileSync(join(folder.path, name));
    // Smaller bounds than its positions have, written as long as before.
    const text = glb.toString('latin1').replace('"max":[0.5,', '"max":[0.1,');
    writeFileSync(join(folder.path, name), Buffer.from(text, 'latin1'));
    const { code, stdout } = await check(name);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^box\.glb: errors of the glTF: 2\n/);
    expect(stdout).toContain('error ACCESSOR_MAX_MISMATCH');
  });
});

describe('what cannot be read is refused in one line', () => {
  test.each([
    ['nothing', [], 'an argument is missing'],
    ['a file that is not there', ['none.glb'], 'none.glb: no such file or folder'],
    ['a folder', ['.'], '.: is a folder where a file was expected'],
    ['a name of nothing', [' '], 'the name of a file is empty'],
    ['a time that is none', ['a.glb', '--seconds', '0'], "--seconds is '0'"],
  ])('%s', async (_, args, why) => {
    const { code, stdout, stderr } = await check(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^modeseek check: [^\n]*\n$/);
    expect(stderr).toContain(why);
  });

  (process.platform === 'win32' ? test.skip : test)(
    'what is no plain file, and links that lead elsewhere',
    async () => {
      execFileSync('mkfifo', [join(folder.path, 'fifo.stl')]);
      expect((await check('fifo.stl')).stderr).toContain('fifo.stl is no plain file');
      expect((await check('/dev/zero')).stderr).toContain('/dev/zero is no plain file');
      writeFileSync(join(folder.path, 'secret.mtl'), 'newmtl secret\n');
      mkdirSync(join(folder.path, 'models'));
      symlinkSync('../secret.mtl', join(folder.path, 'models/a.mtl'));
      const faces = 'v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n';
      writeFileSync(join(folder.path, 'models/a.obj'), `mtllib a.mtl\nmtllib ../secret.mtl\n${faces}`);
      const { stdout } = await check('models/a.obj', '--json');
      const { figures, notes } = JSON.parse(stdout);
      expect(figures).toMatchObject({ triangles: 1, materials: 0 });
      expect(notes).toEqual([
        'Its materials were not read: it names a.mtl, which is not beside it.',
        'Its materials were not read: it names ../secret.mtl, which is not beside it.',
      ]);
    },
  );

  test('names and words of files are shown, not obeyed', async () => {
    writeFileSync(join(folder.path, 'a.obj'), 'v 0 \x1b[31m 0\n');
    expect((await check('a.obj')).stderr).toContain('it has "\\x1b[31m" where a number should be');
  });
});

test('the script of the checkout is the same', async () => {
  const name = await write('box', SHAPES.box, 'stl');
  const args = [LAUNCHER, 'check', name, '--json'];
  const { code, stdout } = await startCommand(folder.path, process.execPath, args).outcome;
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ file: 'box.stl', sound: true });
});
