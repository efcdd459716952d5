import { describe, expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { parsePictureConfig } from './config.ts';
import { oneByOne } from './one-by-one.ts';
import { createPictureGuidance, type PictureModel } from './picture-guidance.ts';
import { pictureViews } from './picture-views.ts';

const LENGTH = 3;

/** Wants all pictures to be ones; notes how many it was asked about at once. */
function ones(together = 1): { model: PictureModel; asked: number[] } {
  const asked: number[] = [];
  const model: PictureModel = {
    together,
    drawing: { length: LENGTH },
    async denoise(noisy, _, { views }) {
      asked.push(views.length);
      return noisy.map(() => 1);
    },
  };
  return { model, asked };
}

const config = (options: object) => parsePictureConfig({ prompt: 'a mug', guidanceScale: 1, ...options });

test('pictures taken one by one know nothing of one another', async () => {
  const seen: number[] = [];
  const denoiser = oneByOne({
    async denoise(noisy, sigma, { views }) {
      seen.push(views.length);
      return noisy.map((z) => z * sigma + views[0].camera.azimuth);
    },
  });
  const views = pictureViews({ count: 2, around: true, azimuth: 0, elevation: 20 });
  const clean = await denoiser.denoise(Float32Array.of(1, 2, 3, 4), 2, { prompt: null, views });
  expect([...clean]).toEqual([2, 4, 6 + Math.PI, 8 + Math.PI].map((x) => expect.closeTo(x, 5)));
  expect(seen).toEqual([1, 1]);
});

describe('views', () => {
  const degrees = (views: ReturnType<typeof pictureViews>) =>
    views.map(({ camera }) => Math.round((camera.azimuth * 180) / Math.PI));
  const options = { count: 8, azimuth: 10, elevation: -5 };

  test('are one and the same, or lie around the object', () => {
    expect(degrees(pictureViews({ ...options, around: false }))).toEqual(Array(8).fill(10));
    expect(degrees(pictureViews({ ...options, around: true }))).toEqual([
      10, 55, 100, 145, 190, 235, 280, 325,
    ]);
    expect(pictureViews({ ...options, around: true })[3].camera.elevation).toBeCloseTo(-Math.PI / 36);
  });

  test('those that a model takes together are a quarter of a turn apart, group by group', () => {
    expect(degrees(pictureViews({ ...options, around: true }, 4))).toEqual([
      10, 100, 190, 280, 55, 145, 235, 325,
    ]);
  });
});

describe('the model is asked', () => {
  const ask = async (options: object, together?: number) => {
    const { model, asked } = ones(together);
    const made = config(options);
    const guidance = createPictureGuidance(made, model);
    const condition = { prompt: made.prompt, views: pictureViews(made, together) };
    const pictures = Float32Array.from({ length: made.count * LENGTH }, (_, i) => (i < LENGTH ? 0 : 5));
    const { gradient } = await guidance.gradient(pictures, { condition, progress: 0, rng: new Rng(0) });
    return { asked, gradient };
  };

  test('about each picture for itself, or about all views of an object', async () => {
    expect((await ask({ guidance: 'sds', count: 3 })).asked).toEqual([1, 1, 1]);
    expect((await ask({ guidance: 'sds', count: 3, around: true })).asked).toEqual([3]);
    expect((await ask({ guidance: 'sds', count: 4, around: true }, 4)).asked).toEqual([4]);
  });

  test('and pictures of one view are particles to VSD, those of one object are not', async () => {
    const near = { guidance: 'vsd', count: 2, sigmaLow: 0.1, sigmaHigh: 0.1 };
    // Each particle is its own picture: D_q is the picture, and the gradient x - 1.
    const apart = await ask(near);
    expect([...apart.gradient]).toEqual([-1, -1, -1, 4, 4, 4].map((x) => expect.closeTo(x, 3)));
    // With much noise nothing tells them apart, and both go by what they are on average.
    const far = await ask({ ...near, sigmaLow: 1000, sigmaHigh: 1000 });
    expect([...far.gradient]).toEqual(Array(6).fill(expect.closeTo(1.5, 1)));
    const around = await ask({ ...near, sigmaLow: 1000, sigmaHigh: 1000, around: true });
    expect([...around.gradient]).toEqual([-1, -1, -1, 4, 4, 4].map((x) => expect.closeTo(x, 3)));
  });
});

test.each([
  [{ count: 4 }, 4, /^option around is false, and the model draws 4 views of an object together$/],
  [
    { count: 6, around: true },
    4,
    /^option count is 6, and the model draws 4 views .*; it must be a multiple of that$/,
  ],
])('%j with a model of %d views is refused', (options, together, message) => {
  expect(() => createPictureGuidance(config(options), ones(together).model)).toThrow(message);
});
