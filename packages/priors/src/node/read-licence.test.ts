import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { embeddedPriorFolder } from '@modeseek/embedded-prior';
import { MODEL_CARD, readLicence } from './read-licence.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'modeseek-card-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['---\nlicense: creativeml-openrail-m\ntags:\n- a\n---\n# A model\n', 'creativeml-openrail-m'],
  ['---\r\ntags: []\r\nlicense: "mit"\r\n---\r\n', 'mit'],
  ['---\nlicense: other\nlicense_name: community\nlicense_link: x\n---\n', 'community'],
  ['---\ntags: []\n---\nlicense: mit\n', undefined],
  ['# A model\nlicense: mit\n', undefined],
  ['---\nlicense: mit', undefined],
  [`---\nlicense: ${'x'.repeat(200)}\n---\n`, undefined],
  ['', undefined],
])('a card %#', (text, licence) => {
  writeFileSync(join(folder, MODEL_CARD), text);
  expect(readLicence(folder)).toBe(licence);
});

test('no card names none; that of our own model does', () => {
  rmSync(join(folder, MODEL_CARD));
  expect(readLicence(folder)).toBeUndefined();
  expect(readLicence(embeddedPriorFolder())).toBe('mit');
});
