import { expect, test } from '@jest/globals';
import { EXPORT_DEFAULTS } from '@modeseek/mesh';
import { parseConfig } from '@modeseek/trainer';
import { meshMemory, meshOptions } from './mesh-options.ts';

test("by default a run's mesh is as fine as an export's", () => {
  const { resolution, maxTriangles, textureSize } = EXPORT_DEFAULTS;
  const config = parseConfig({ prompt: 'a mug' });
  expect(meshOptions(config)).toEqual({ resolution, maxTriangles, textureSize });
});

test('a format without textures is given no size of one', () => {
  const config = parseConfig({ prompt: 'a mug', meshResolution: 64, maxTriangles: 500, textureSize: 1024 });
  expect(meshOptions(config, 'obj')).toEqual({ resolution: 64, maxTriangles: 500, textureSize: 1024 });
  expect(meshOptions(config, 'stl')).toEqual({ resolution: 64, maxTriangles: 500 });
});

test('what takes memory is named by the options of a run', () => {
  const config = parseConfig({ prompt: 'a mug', textureSize: 8192 });
  const parts = meshMemory(config);
  expect(parts.flatMap(({ options }) => options)).toEqual(['meshResolution', 'textureSize', 'maxTriangles']);
  expect(parts.find(({ options }) => options.includes('textureSize'))!.bytes).toBeGreaterThan(2 ** 31);
});

test.each([
  ['textureSize', 15, 'must be 0 or at least 16'],
  ['textureSize', 9000, '8192'],
  ['meshResolution', 8, '16'],
  ['maxTriangles', 50, '100'],
  ['turntableResolution', 4, '8'],
])('%s %d is refused', (name, value, right) => {
  expect(() => parseConfig({ prompt: 'a mug', [name]: value })).toThrow(right);
});
