import { expect, test } from '@jest/globals';
import { type Findings, trainAnywhere } from './anywhere.fixture.ts';
import { findingsInBrowser } from './webgpu.fixture.ts';

test('a page trains a tiny field as Node does, to the byte, with nothing that only Node has', async () => {
  const here = await trainAnywhere();
  expect(here).toMatchObject({ outcome: 'finished', magic: 'glTF', prompt: 'red mug' });
  expect(here.files).toEqual(['checkpoint.safetensors', 'config.json', 'events.jsonl']);
  expect(here.triangles).toBeGreaterThan(50);
  const there = await findingsInBrowser<Findings>('anywhere.fixture.ts');
  if (there === null) throw new Error('this test needs Chromium: see CHROMIUM_PATH');
  expect(there).toEqual(here);
});
