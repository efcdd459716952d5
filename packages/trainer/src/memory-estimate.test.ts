import { describe, expect, test } from '@jest/globals';
import type { ModelMemory } from '@modeseek/core';
import { parseConfig, type RunConfig } from './config.ts';
import { estimateMemory } from './memory-estimate.ts';

const MIB = 2 ** 20;

/** Of which pictures of the embedded model are. */
interface Around extends ModelMemory {
  threads: number;
  imageSize: number;
}

function estimate(
  options: Partial<RunConfig>,
  { threads = 2, imageSize = 128, ...rest }: Partial<Around> = {},
) {
  const model = {
    weights: 0,
    picture: 8 * MIB * (imageSize / 128) ** 2,
    atOnce: Infinity,
    drawing: 0,
    ...rest,
  };
  const around = { threads, model, together: 1 };
  const parts = estimateMemory(parseConfig({ prompt: 'x', ...options }), around);
  return { parts, mebibytes: parts.reduce((sum, { bytes }) => sum + bytes, 0) / MIB };
}

describe('what a run is going to need', () => {
  test('the options that can be lowered do lower it, the largest part first', () => {
    const wide = estimate({ batch: 8, resolution: 512, innerSteps: 1 });
    expect(wide.parts[0]).toMatchObject({ options: ['batch', 'resolution', 'samplesPerDiagonal'] });
    expect(wide.parts.map(({ bytes }) => bytes)).toEqual(
      wide.parts.map(({ bytes }) => bytes).sort((a, b) => b - a),
    );
    const less: Partial<RunConfig>[] = [{ batch: 4 }, { resolution: 256 }, { samplesPerDiagonal: 96 }];
    for (const options of less) {
      const lower = estimate({ batch: 8, resolution: 512, innerSteps: 1, ...options });
      expect(lower.mebibytes).toBeLessThan(wide.mebibytes);
    }
  });

  test('the greatest step counts, not the greatest value of each schedule', () => {
    const apart = estimate({ batch: '0:8 0.5:1 step', resolution: '0:16 0.5:128 step', innerSteps: 1 });
    const together = estimate({ batch: 8, resolution: 128, innerSteps: 1 });
    expect(apart.mebibytes).toBeLessThan(together.mebibytes);
  });

  const small = { batch: 1, resolution: 8, fieldLevels: 2, innerSteps: 2, anchors: 0 };
  const large = { fieldLevels: 20, fieldTableSize: 20, fieldFinestResolution: 2048 };
  test.each<[string, number, Partial<RunConfig>, { imageSize?: number; threads?: number }]>([
    ['by default', 1153, {}, {}],
    ['small', 510, small, { imageSize: 8 }],
    ['32 threads', 1174, small, { imageSize: 8, threads: 32 }],
    [
      'many rays',
      2510,
      { ...small, fieldLevels: 10, batch: 16, resolution: 256, innerSteps: 1 },
      { imageSize: 8 },
    ],
    ['a large field', 1611, { ...small, ...large }, { imageSize: 8 }],
    [
      'many samples',
      1414,
      { ...small, fieldLevels: 10, batch: 4, resolution: 128, innerSteps: 1, samplesPerDiagonal: 1024 },
      { imageSize: 8 },
    ],
    ['many views', 1205, { batch: 48, resolution: 32, innerSteps: 1, steps: 1 }, {}],
    ['large previews', 857, { ...small, previewResolution: 1536 }, { imageSize: 8 }],
    [
      'averaged samples',
      921,
      { batch: 8, anchors: 8, samples: 4, resolution: 32, innerSteps: 1, steps: 2 },
      {},
    ],
  ])(
    '%s, it is near what a run of one or two steps had at its peak: %d MiB',
    (_, measured, options, surroundings) => {
      const share = measured / estimate(options, surroundings).mebibytes;
      expect(share).toBeGreaterThan(0.55);
      expect(share).toBeLessThan(1.25);
    },
  );

  test('threads and larger pictures of the model count', () => {
    const { mebibytes } = estimate({});
    expect(estimate({}, { threads: 256 }).mebibytes).toBeGreaterThan(mebibytes + 4096);
    expect(estimate({}, { imageSize: 256 }).mebibytes).toBeGreaterThan(2 * mebibytes);
  });

  test('weights count, and no more pictures than are on their way at once', () => {
    const { mebibytes } = estimate({}, { imageSize: 512, atOnce: 2 });
    expect(estimate({ batch: 2 }, { imageSize: 512, atOnce: 2 }).mebibytes).toBeCloseTo(mebibytes, -2);
    expect(estimate({}, { imageSize: 512, atOnce: 4 }).mebibytes).toBeCloseTo(mebibytes + 2 * 128, 3);
    expect(estimate({}, { imageSize: 512, atOnce: 2, drawing: 1024 * MIB }).mebibytes).toBeCloseTo(
      mebibytes + 1024 - 2 * 128,
      3,
    );
    const weights = estimate({}, { imageSize: 512, atOnce: 2, weights: 4096 * MIB });
    expect(weights.mebibytes).toBeCloseTo(mebibytes + 4096, 3);
    expect(weights.parts[0]).toMatchObject({ what: 'weights of the image model', options: ['model'] });
  });
});
