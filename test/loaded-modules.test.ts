import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { tensorflowIsThere } from '@modeseek/backend/src/tensorflow/tensorflow.fixture.ts';
import { ROUGH_MESH, TINY_MODEL, temporaryFolder } from './command-line.fixture.ts';
import { findings } from './webgpu.fixture.ts';

const { path, remove } = temporaryFolder();
afterAll(remove);

/** What a command has loaded in the end; null where the backend was refused. */
function loadedBy(backend: string, ...flags: string[]): Promise<string[] | null> {
  const what = ['--prompt', 'a red mug', '--model', TINY_MODEL, '--backend', backend];
  const out = ['--out', join(path, backend)];
  return findings('loaded-modules.fixture.ts', 'train', ...what, ...out, ...flags);
}

const ofTensorflow = (files: readonly string[]) =>
  files.filter((file) => /@tensorflow|libtensorflow/.test(file));

test('a run on WebAssembly loads nothing of TF.js', async () => {
  const little = ['--steps', '2', '--batch', '2', '--inner-steps', '1', '--resolution', '8'];
  const files = await loadedBy('wasm', ...little, ...ROUGH_MESH, '--quiet');
  expect(files).toContainEqual(expect.stringContaining('backend/src/wasm/field'));
  expect(ofTensorflow(files!)).toEqual([]);
});

test('starting on WebGPU loads nothing of TF.js', async () => {
  const files = await loadedBy('webgpu', '--dry-run');
  if (!files) {
    process.stderr.write('SKIPPED: WebGPU, of which there is no adapter here\n');
    return;
  }
  expect(files).toContainEqual(expect.stringContaining('backend/src/webgpu/field'));
  expect(ofTensorflow(files)).toEqual([]);
});

(tensorflowIsThere() ? test : test.skip)('starting on TensorFlow does, in another thread', async () => {
  const files = await loadedBy('tensorflow', '--dry-run');
  if (process.platform === 'linux') {
    expect(files).toContainEqual(expect.stringContaining('tfjs_binding.node'));
  }
  expect(ofTensorflow(files!.filter((file) => file.startsWith('file:')))).toEqual([]);
});
