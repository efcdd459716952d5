import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { describeModel } from './models.ts';

test('describes a model in a directory', () => {
  const folder = fileURLToPath(new URL('../../fixtures/tiny-prior', import.meta.url));
  const { model, info, bytes } = describeModel(folder);
  expect(model).toBe(folder);
  expect(info!.concepts.map(({ name }) => name)).toContain('ice cream');
  expect(bytes).toBe(statSync(join(folder, 'model.onnx')).size);
});

test('a folder without a model', () => {
  expect(() => describeModel('/nowhere')).toThrow('/nowhere does not exist; give a folder with a model');
});
