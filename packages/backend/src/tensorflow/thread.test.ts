import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { refusal } from '../refusal.fixture.ts';
import { findTensorflow, type TensorflowPackage } from './find.ts';
import { startTensorflow } from './index.ts';
import { doesNotLoad, inspectTensorflow, whatIsMissing } from './inspect.ts';

let root: string;
const before = process.env.MODESEEK_TENSORFLOW;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'modeseek-tensorflow-'));
});
afterAll(() => {
  if (before === undefined) delete process.env.MODESEEK_TENSORFLOW;
  else process.env.MODESEEK_TENSORFLOW = before;
  rmSync(root, { recursive: true });
});

/** Installs what only looks like a binding, into a folder of this name, and names that folder. */
function install(folder: string, name: string, program: string, complete = true): TensorflowPackage {
  const path = join(root, folder, 'node_modules', name);
  mkdirSync(join(path, 'lib', 'napi-v8'), { recursive: true });
  writeFileSync(join(path, 'package.json'), JSON.stringify({ name, version: '1.2.3', main: 'index.js' }));
  writeFileSync(join(path, 'index.js'), program);
  if (complete) writeFileSync(join(path, 'lib', 'napi-v8', 'tfjs_binding.node'), '');
  process.env.MODESEEK_TENSORFLOW = join(root, folder);
  return { name, version: '1.2.3', folder: path, complete };
}

describe('the binding', () => {
  test('is found where MODESEEK_TENSORFLOW says, that for GPUs first', () => {
    const cpu = install('both', '@tensorflow/tfjs-node', '');
    expect(findTensorflow()).toEqual(cpu);
    const gpu = install('both', '@tensorflow/tfjs-node-gpu', '');
    expect(findTensorflow()).toEqual(gpu);
  });

  test('counts less without its native part than another with it', () => {
    install('half', '@tensorflow/tfjs-node-gpu', '', false);
    const cpu = install('half', '@tensorflow/tfjs-node', '');
    expect(findTensorflow()).toEqual(cpu);
  });

  test('is asked for with one line that says how to get it', async () => {
    expect(await refusal(startTensorflow(1, null))).toMatch(
      /^--backend tensorflow: .* is not installed; .*npm install .*tfjs-node@4.*tensorflow\.sh$/,
    );
    const half = install('incomplete', '@tensorflow/tfjs-node', '', false);
    expect(await refusal(startTensorflow(1, half))).toContain(`in ${half.folder}: npm run install`);
  });

  test('that does not load says why', async () => {
    const broken = install(
      'broken',
      '@tensorflow/tfjs-node',
      "throw new Error('libfoo is missing\\n at x');",
    );
    const reason = '@tensorflow/tfjs-node 1.2.3 is installed but does not load (libfoo is missing)';
    expect(await refusal(startTensorflow(1, broken))).toBe(`${reason}; use --backend auto`);
    expect(await inspectTensorflow()).toMatchObject({ binding: { version: '1.2.3' }, problem: reason });
  });

  test('that crashes does not take this process along', async () => {
    const crashing = install('crashing', '@tensorflow/tfjs-node', 'process.abort();');
    expect((await inspectTensorflow()).problem).toBe(doesNotLoad(crashing, 'its process crashed'));
  });

  test('that loads has no problem', async () => {
    install('good', '@tensorflow/tfjs-node', "console.log('hello');");
    expect(await inspectTensorflow()).toEqual({
      binding: { name: '@tensorflow/tfjs-node', version: '1.2.3' },
      problem: null,
    });
    expect(whatIsMissing(null)).not.toContain('\n');
  });
});
