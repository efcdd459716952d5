import { describe, expect, test } from '@jest/globals';
import { Rng, UserError } from '@modeseek/core';
import { FIELD_DEFAULTS } from './config.ts';
import { createField } from './create.ts';
import { gridLevels } from './encodings/index.ts';
import { cellCorners } from './grid.ts';
import { referenceFieldKernels } from './kernels.ts';

test('the initial field is a fog ball: light through its middle is dimmed by 0.3 to 0.8, past it hardly', async () => {
  const field = await createField({}, new Rng(1), referenceFieldKernels);
  const steps = 400;
  const alpha = async (offset: number) => {
    const points = new Float32Array(steps * 3);
    for (let i = 0; i < steps; i++) points.set([offset, 0, (2 * (i + 0.5)) / steps - 1], i * 3);
    const { density } = await field.query(points, steps);
    return 1 - Math.exp((-density.reduce((a, b) => a + b, 0) * 2) / steps);
  };
  expect(await alpha(0)).toBeGreaterThan(0.3);
  expect(await alpha(0)).toBeLessThan(0.8);
  expect(await alpha(0.95)).toBeLessThan(0.05);
});

test.each([{ levels: 0 }, { hidden: 30 }, { log2TableSize: 30 }, { finestResolution: 4 }, { blobRadius: 0 }])(
  '%j is refused',
  async (config) => {
    await expect(createField(config, new Rng(1), referenceFieldKernels)).rejects.toThrow(UserError);
  },
);

test('more entries than kernels have memory for are refused before they are made', async () => {
  const large = { levels: 24, log2TableSize: 22, finestResolution: 8192 };
  await expect(createField(large, new Rng(1), referenceFieldKernels)).rejects.toThrow(
    /^field.levels is 24 and field.log2TableSize 22: \d+ entries; it must be at most 16777216$/,
  );
});

describe('the grid', () => {
  test('grows geometrically from base to finest, direct while it fits', () => {
    const levels = gridLevels(FIELD_DEFAULTS);
    expect(levels[0]).toMatchObject({ resolution: 8, hashed: false, size: 729, offset: 0 });
    expect(levels.at(-1)).toMatchObject({ resolution: 160, hashed: true, size: 2 ** 17 });
    for (const { resolution, hashed } of levels) expect(hashed).toBe((resolution + 1) ** 3 > 2 ** 17);
  });

  test('corner weights are trilinear: they reproduce a linear function of position', () => {
    const [level] = gridLevels({ ...FIELD_DEFAULTS, baseResolution: 4 });
    const entries = new Int32Array(8);
    const weights = new Float64Array(8);
    const position = [0.3, -0.7, 1];
    cellCorners(level, position[0], position[1], position[2], entries, weights);
    const mean = [0, 0, 0];
    entries.forEach((entry, i) => {
      const vertex = [entry % 5, Math.floor(entry / 5) % 5, Math.floor(entry / 25)];
      vertex.forEach((v, axis) => {
        mean[axis] += weights[i] * ((2 * v) / 4 - 1);
      });
    });
    mean.forEach((value, axis) => {
      expect(value).toBeCloseTo(position[axis], 6);
    });
  });
});
