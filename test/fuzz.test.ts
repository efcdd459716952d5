import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { startScript, temporaryFolder } from './command-line.fixture.ts';

const FUZZ = fileURLToPath(new URL('../scripts/fuzz/main.ts', import.meta.url));

async function fuzz(...args: string[]) {
  const folder = temporaryFolder();
  try {
    return await startScript(folder.path, FUZZ, args).outcome;
  } finally {
    folder.remove();
  }
}

test('the search finds what it looks for', async () => {
  // Inputs of this seed are, in this order: a file written elsewhere, an uncaught error, an end of the process,
  // a wrong success, an endless loop.
  const { code, stdout } = await fuzz('--target', 'planted', '--seed', '1', '--each', '10');
  expect(code).toBe(1);
  const faults = [
    'it wrote to',
    'uncaught Error: planted',
    'the process ended with 7',
    'wrong success: planted',
    'no answer within 1 s',
    'left behind: ',
    'yarn fuzz --target planted --seed 1 --only 9',
  ];
  for (const fault of faults) expect(stdout).toContain(fault);
});

test('what is read from outside is refused in one line, or right', async () => {
  const targets = [
    'checkpoint',
    'safetensors',
    'config',
    'run-config',
    'events',
    'layout',
    'manifest',
    'model-folder',
    'hub',
    'image',
    'mesh-glb',
    'mesh-gltf',
    'mesh-obj',
    'mesh-stl',
    'mesh-ply',
    'mesh-3mf',
    'mesh-usdz',
    'prompt',
  ];
  const { code, stdout, stderr } = await fuzz(
    '--each',
    '60',
    ...targets.flatMap((name) => ['--target', name]),
  );
  expect({ code, stderr: code === 0 ? '' : stderr + stdout }).toEqual({ code: 0, stderr: '' });
});
