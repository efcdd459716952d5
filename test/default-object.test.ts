import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { cutSheet } from '@modeseek/lab/cut-sheet';
import { Judge } from '@modeseek/lab/judge';
import { decodePng } from '@modeseek/node';
import { modeseek, temporaryFolder } from './command-line.fixture.ts';

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
  const sheet = decodePng(readFileSync(join(folder.path, 'run', 'contact-sheet.png')));
  const { verdicts } = await (await Judge.load()).judge(cutSheet(sheet, 4, 8));
  const named = verdicts.filter(({ concept }) => concept === 'cactus');
  expect(named.length).toBeGreaterThanOrEqual(7);
});
