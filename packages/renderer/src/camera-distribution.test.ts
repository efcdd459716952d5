import { describe, expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { CAMERA_DISTRIBUTION_DEFAULTS, sampleCameras } from './camera-distribution.ts';

const many = (options = {}, batches = 2000) => {
  const rng = new Rng(1);
  return Array.from({ length: batches }, () => sampleCameras(4, rng, options));
};

describe('sampleCameras', () => {
  test('stays in its ranges', () => {
    const { distance, elevation, fieldOfView } = CAMERA_DISTRIBUTION_DEFAULTS;
    for (const camera of many({}, 200).flat()) {
      expect(camera.azimuth).toBeGreaterThanOrEqual(0);
      expect(camera.azimuth).toBeLessThan(2 * Math.PI);
      for (const [value, [low, high]] of [
        [camera.distance, distance],
        [camera.elevation, elevation],
        [camera.fieldOfView, fieldOfView],
      ] as const) {
        expect(value).toBeGreaterThanOrEqual(low - 1e-12);
        expect(value).toBeLessThanOrEqual(high + 1e-12);
      }
      expect(camera.target).toBeUndefined();
    }
  });

  test('every batch looks from all sides: no gap between neighbours exceeds two sectors', () => {
    for (const batch of many({}, 200)) {
      const sorted = batch.map((camera) => camera.azimuth).sort((a, b) => a - b);
      sorted.push(sorted[0] + 2 * Math.PI);
      for (let i = 0; i < 4; i++) expect(sorted[i + 1] - sorted[i]).toBeLessThanOrEqual(Math.PI + 1e-9);
    }
  });

  test('no azimuth is preferred, whatever the index', () => {
    const turns = many().map((batch) => batch[2].azimuth);
    expect(Math.abs(turns.reduce((sum, a) => sum + Math.cos(a), 0) / turns.length)).toBeLessThan(0.05);
    expect(Math.abs(turns.reduce((sum, a) => sum + Math.sin(a), 0) / turns.length)).toBeLessThan(0.05);
  });

  test('elevation is uniform on the sphere: its sine has the mean and variance of a uniform variable', () => {
    const sines = many()
      .flat()
      .map((camera) => Math.sin(camera.elevation));
    const [low, high] = CAMERA_DISTRIBUTION_DEFAULTS.elevation.map(Math.sin);
    const mean = sines.reduce((a, b) => a + b, 0) / sines.length;
    const variance = sines.reduce((a, b) => a + (b - mean) ** 2, 0) / sines.length;
    expect(mean).toBeCloseTo((low + high) / 2, 1.7);
    expect(variance / ((high - low) ** 2 / 12)).toBeCloseTo(1, 1);
  });

  test('jitters the target when asked', () => {
    for (const { target } of many({ targetJitter: 0.1 }, 50).flat()) {
      expect(Math.max(...(target ?? [1]).map(Math.abs))).toBeLessThanOrEqual(0.1);
    }
  });

  test('groups look from equal angles, alike but for that, and batches of them from all sides', () => {
    const rng = new Rng(2);
    const turns = Array.from({ length: 300 }, () => {
      const cameras = sampleCameras(8, rng, { together: 4, targetJitter: 0.1 });
      for (const group of [cameras.slice(0, 4), cameras.slice(4)]) {
        const [{ azimuth, ...first }] = group;
        group.forEach((camera, i) => {
          expect(camera).toMatchObject(first);
          expect(camera.azimuth - azimuth).toBeCloseTo((i * Math.PI) / 2, 10);
        });
      }
      expect(cameras[4].elevation).not.toBe(cameras[0].elevation);
      // The second group stands in the other half of a quarter.
      const apart = Math.abs(cameras[4].azimuth - cameras[0].azimuth);
      expect(Math.min(apart, Math.PI / 2 - apart)).toBeLessThanOrEqual(Math.PI / 4 + 1e-9);
      return cameras[0].azimuth;
    });
    expect(Math.max(...turns)).toBeLessThan(Math.PI / 2);
    expect(turns.reduce((sum, turn) => sum + turn, 0) / turns.length).toBeCloseTo(Math.PI / 4, 0);
  });

  test('relative distances show as much of the world at any field of view', () => {
    const [distance, fieldOfView] = [[0.8, 1] as const, [0.3, 1] as const];
    for (const camera of many({ relativeDistance: true, distance, fieldOfView }, 50).flat()) {
      const reach = camera.distance * Math.tan(camera.fieldOfView / 2);
      expect(reach).toBeGreaterThanOrEqual(0.8 - 1e-9);
      expect(reach).toBeLessThanOrEqual(1 + 1e-9);
    }
  });
});
