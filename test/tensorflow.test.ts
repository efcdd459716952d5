import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { tensorflowIsThere } from '@modeseek/backend/src/tensorflow/tensorflow.fixture.ts';
import { modeseek, TINY_MODEL, temporaryFolder } from './command-line.fixture.ts';
import { validateGlb } from './validate.fixture.ts';

const { path, remove } = temporaryFolder();
afterAll(remove);

(tensorflowIsThere() ? test : test.skip)('train on TensorFlow leaves a complete run', async () => {
  const flags = [
    ...['--prompt', 'a red mug', '--model', TINY_MODEL, '--backend', 'tensorflow', '--steps', '12'],
    ...['--resolution', '16', '--batch', '4', '--inner-steps', '0:60 0.001:2 step', '--active-levels', '1'],
    ...['--field-levels', '4', '--samples-per-diagonal', '16', '--preview-every', '6'],
  ];
  const { code, stderr } = await modeseek(path, 'train', ...flags, '--out', 'run');
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stderr).toContain('on TensorFlow, ');
  const summary = JSON.parse(readFileSync(join(path, 'run/summary.json'), 'utf8'));
  expect(summary).toMatchObject({ backend: 'tensorflow', steps: 12, droppedSteps: 0 });
  expect(summary.triangles).toBeGreaterThan(0);
  expect(existsSync(join(path, 'run/turntable.webp'))).toBe(true);
  expect(validateGlb(join(path, 'run/mesh.glb')).issues.messages).toEqual([]);
});
