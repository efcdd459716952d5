import { describe, expect, test } from '@jest/globals';
import { UserError } from '@modeseek/core';
import { METHODS } from '@modeseek/trainer';
import { canvasOf } from './canvases/index.ts';
import { parsePictureConfig } from './config.ts';

const MVDREAM = { family: 'mvdream', imageSize: 256 };
const DIFFUSERS = { family: 'diffusers', imageSize: 512 };

describe('defaults', () => {
  test('are those of the method, the canvas and the family of the model, and what is given goes before them', () => {
    const config = parsePictureConfig({ prompt: 'a mug' });
    expect(config).toMatchObject({ guidance: 'msd', canvas: 'drawing', size: 0, count: 1, around: false });
    expect(parsePictureConfig({ prompt: 'a mug', guidance: 'sds' })).toMatchObject({ innerSteps: 1 });
    const { learningRate } = canvasOf('grid');
    expect(parsePictureConfig({ prompt: 'a mug', canvas: 'grid' })).toMatchObject({ learningRate });
    const given = { canvas: 'grid', learningRate: 1, guidance: 'sds', steps: 7 } as const;
    expect(parsePictureConfig({ prompt: 'a mug', ...given }, DIFFUSERS)).toMatchObject(given);
    expect(parsePictureConfig({ prompt: 'a mug' }, MVDREAM)).toMatchObject({ count: 4, around: true });
  });

  test.each(METHODS)('of $name come back from their own file', ({ name: guidance }) => {
    for (const model of [undefined, DIFFUSERS, MVDREAM]) {
      const config = parsePictureConfig({ prompt: 'a mug', guidance }, model);
      expect(parsePictureConfig(JSON.parse(JSON.stringify(config)))).toEqual(config);
    }
  });
});

test.each<[object, RegExp]>([
  [{ size: 64 }, /^option size is 64, and the canvas drawing has the image model's own size; /],
  [{ canvas: 'pixels', size: 4 }, /^option size is 4; it must be 0, or at least 8$/],
  [{ canvas: 'pixels', size: 2048, count: 2 }, /^option size is 2048 and count 2: 8388608 pixels; /],
  [{ canvas: 'pixels', size: 4096 }, /^option size is 4096: /],
  [{ count: 0 }, /^option count is 0: /],
  [{ canvas: 'oil' }, /^option canvas is "oil": /],
  [{ guidanceFloor: 30 }, /^option guidanceFloor is 30; it must be at most guidanceCeiling, which is 20$/],
  [{ resolution: 64 }, /^unknown option resolution; known: prompt, /],
])('%j is refused in one line', (options, message) => {
  const attempt = () => parsePictureConfig({ prompt: 'a mug', ...options });
  expect(attempt).toThrow(UserError);
  expect(attempt).toThrow(message);
});
