import { describe, expect, test } from '@jest/globals';
import { scheduleValues } from '@modeseek/core';
import { parseConfig } from '../config.ts';
import { createGuidance } from '../config-sections.ts';
import { METHOD_NAMES } from '../presets.ts';
import { FAMILIES } from './index.ts';

/** Noise that Stable Diffusion was trained for. */
const SIGMA_RANGE = [0.0292, 14.6147] as const;
const denoiser = { sigmaRange: SIGMA_RANGE, denoise: async (noisy: Float32Array) => noisy };
const sizes = [16, 64, 256, 512, 768];
const LATENTS = FAMILIES.filter(({ name }) => name !== 'embedded').map(({ name }) => name);

describe.each(LATENTS)('%s', (family) => {
  test.each(METHOD_NAMES)('%s: options that a run can have, with pictures of any size', (guidance) => {
    for (const imageSize of sizes) {
      for (const quality of ['draft', 'standard', 'high']) {
        const config = parseConfig({ prompt: 'x', guidance, quality }, { family, imageSize });
        createGuidance(config, denoiser); // within the noise that the model knows
        const edges = [config.resolution, config.askResolution].flatMap(scheduleValues);
        expect(Math.max(...edges)).toBe(Math.min(512, imageSize));
        expect(scheduleValues(config.anchors)).toEqual([0]);
      }
    }
  });

  test('anchors are refused by a model that does not look at them', () => {
    const config = parseConfig({ prompt: 'x', anchors: 4 }, { family, imageSize: 64 });
    expect(() => createGuidance(config, { ...denoiser, ignoresKnown: true })).toThrow(
      'option anchors is 4; the model looks at no pictures but those that it is asked about, so give 0',
    );
  });

  test('what is given by itself comes first', () => {
    const given = { batch: 4, resolution: 32, guidanceScale: 3, steps: 7, bandwidth: 2 };
    expect(parseConfig({ prompt: 'x', ...given }, { family, imageSize: 512 })).toMatchObject(given);
  });
});

test('all that families say is of methods that there are', () => {
  for (const { methods, steps } of FAMILIES) {
    for (const name of [...Object.keys(methods), ...Object.keys(steps)]) expect(METHOD_NAMES).toContain(name);
  }
});

test('the embedded family is what a run has that says nothing of its model', () => {
  const plain = parseConfig({ prompt: 'x', guidance: 'sds' });
  expect(parseConfig({ prompt: 'x', guidance: 'sds' }, { family: 'embedded', imageSize: 64 })).toEqual(plain);
  expect(parseConfig({ prompt: 'x', guidance: 'sds' }, { family: 'unheard of', imageSize: 64 })).toEqual(
    plain,
  );
});
