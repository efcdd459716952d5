import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { modeseek, startScript, temporaryFolder } from './command-line.fixture.ts';

const MODEL = fileURLToPath(new URL('../assets/embedded-prior/', import.meta.url));

const folder = temporaryFolder();
afterAll(() => folder.remove());

test('the shipped model is the one that its manifest describes', () => {
  const { sha256 } = JSON.parse(readFileSync(join(MODEL, 'prior.json'), 'utf8'));
  expect(
    createHash('sha256')
      .update(readFileSync(join(MODEL, 'model.onnx')))
      .digest('hex'),
  ).toBe(sha256);
});

test('with default settings a cactus is a cactus to the judge, from most sides', async () => {
  const { code, stderr } = await modeseek(
    folder.path,
    'train',
    'a cactus',
    '--backend',
    'wasm',
    '--quiet',
    '--out',
    'run',
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const judge = fileURLToPath(new URL('judge-run.fixture.ts', import.meta.url));
  const { stdout } = await startScript(folder.path, judge, ['run']).outcome;
  const named = JSON.parse(stdout).filter((concept: string) => concept === 'cactus');
  expect(named.length).toBeGreaterThanOrEqual(7);
});
