import { describe, expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { type DrawViewsOptions, drawViews } from './draw-views.ts';

const OPTIONS: DrawViewsOptions = {
  batch: 4,
  background: 'random',
  shadingShare: 0.5,
  texturelessShare: 0.25,
  cameras: {},
};
const steps = (options: Partial<DrawViewsOptions> = {}) => {
  const rng = new Rng(1);
  return Array.from({ length: 1000 }, () => drawViews({ ...OPTIONS, ...options }, rng));
};

describe('drawViews', () => {
  test('all views of a step share shading and light; each has a background of its own', () => {
    const backgrounds = new Set<string>();
    for (const [first, ...rest] of steps().slice(0, 50)) {
      for (const { camera, background, ...others } of rest) {
        expect(others).toEqual({ shading: first.shading, light: first.light });
        expect(camera.azimuth).not.toBe(first.camera.azimuth);
        backgrounds.add(String(background));
      }
      expect(Math.hypot(...first.light)).toBeCloseTo(1, 9);
      expect(first.light[1]).toBeGreaterThan(0);
    }
    expect(backgrounds.size).toBeGreaterThan(80); // of 150, a third of them white
  });

  test('shading modes come in their shares', () => {
    const share = (mode: string) => steps().filter(([view]) => view.shading === mode).length / 1000;
    expect(share('albedo')).toBeCloseTo(0.5, 1);
    expect(share('lambertian')).toBeCloseTo(0.375, 1);
    expect(share('textureless')).toBeCloseTo(0.125, 1);
    expect(steps({ shadingShare: 0 }).every(([view]) => view.shading === 'albedo')).toBe(true);
  });

  test('a third of random backgrounds is white, half are coloured; a named one is as named', () => {
    const backgrounds = steps().map(([view]) => view.background);
    const white = backgrounds.filter((b) => b.every((channel) => channel === 1));
    const coloured = backgrounds.filter(([r, g, b]) => r !== g || g !== b);
    expect(white.length / 1000).toBeCloseTo(0.35, 1);
    expect(coloured.length / 1000).toBeCloseTo(0.5, 1);
    expect(steps({ background: 'black' })[5][0].background).toEqual([0, 0, 0]);
  });
});
