import { describe, expect, test } from '@jest/globals';
import { classifierFreeGuidance } from './cfg.ts';
import { countPasses } from './count-passes.ts';
import type { Condition, Denoiser } from './denoiser.ts';

const view = {
  camera: { azimuth: 0, elevation: 0, distance: 3, fieldOfView: 0.7 },
  shading: 'albedo',
  light: [0, 0, 0],
  background: [1, 1, 1],
} as const;
const condition: Condition = { prompt: 'a mug', views: [view, view] };
const unconditional = { ...condition, prompt: null };

/** Two different nonlinear estimates. */
const inner: Denoiser = {
  denoise: async (z, sigma, { prompt }) =>
    z.map((v) => (prompt === null ? Math.sin(v) : Math.cos(v)) / (1 + sigma)),
};
const z = Float32Array.of(0.3, -1.2, 2.5, 0.9);

describe('classifierFreeGuidance', () => {
  test('scale 0 is the unconditional estimate; scale 1 the conditional one, with one pass', async () => {
    const zero = await classifierFreeGuidance(inner, { guidanceScale: 0 }).denoise(z, 0.5, condition);
    const plain = await inner.denoise(z, 0.5, unconditional);
    expect(Array.from(zero)).toEqual(Array.from(plain));
    const counted = countPasses(inner);
    const one = await classifierFreeGuidance(counted, { guidanceScale: 1 }).denoise(z, 0.5, condition);
    expect(Array.from(one)).toEqual(Array.from(await inner.denoise(z, 0.5, condition)));
    expect(counted.passes).toBe(1);
  });

  test('guides the noise prediction: ε = ε_u + s (ε_c − ε_u)', async () => {
    const [sigma, scale] = [0.8, 4];
    const counted = countPasses(inner);
    const guided = await classifierFreeGuidance(counted, { guidanceScale: scale }).denoise(
      z,
      sigma,
      condition,
    );
    const c = await inner.denoise(z, sigma, condition);
    const u = await inner.denoise(z, sigma, unconditional);
    z.forEach((v, i) => {
      const [epsilonC, epsilonU] = [(v - c[i]) / sigma, (v - u[i]) / sigma];
      expect((v - guided[i]) / sigma).toBeCloseTo(epsilonU + scale * (epsilonC - epsilonU), 4);
    });
    expect(counted.passes).toBe(2);
  });

  test('a negative prompt takes the place of none, without words for views', async () => {
    const asked: Condition[] = [];
    const noted: Denoiser = {
      async denoise(noisy, _, given) {
        asked.push(given);
        return noisy.map((v) => v * (given.prompt?.length ?? 0));
      },
    };
    const directed = { ...condition, directions: [{ front: 1 }, { back: 1 }] };
    const options = { guidanceScale: 3, negativePrompt: 'blurry, dark' };
    const guided = await classifierFreeGuidance(noted, options).denoise(z, 1, directed);
    expect(asked.map(({ prompt, directions }) => [prompt, directions])).toEqual([
      ['a mug', directed.directions],
      ['blurry, dark', undefined],
    ]);
    // 12 + 3 (5 - 12)
    z.forEach((v, i) => {
      expect(guided[i]).toBeCloseTo(-9 * v, 4);
    });
  });

  test('issues both passes before either ends', async () => {
    let running = 0;
    let most = 0;
    const slow: Denoiser = {
      async denoise(noisy, ...rest) {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 1));
        running--;
        return inner.denoise(noisy, ...rest);
      },
    };
    await classifierFreeGuidance(slow, { guidanceScale: 2 }).denoise(z, 1, condition);
    expect(most).toBe(2);
  });

  test('without a prompt, and outside its interval, it is one plain pass', async () => {
    const counted = countPasses(inner);
    const guided = classifierFreeGuidance(counted, { guidanceScale: 5, guidanceInterval: [0.2, 2] });
    await guided.denoise(z, 1, unconditional);
    expect(counted.passes).toBe(1);
    const outside = await guided.denoise(z, 3, condition);
    expect(Array.from(outside)).toEqual(Array.from(await inner.denoise(z, 3, condition)));
    expect(counted.passes).toBe(2);
    await guided.denoise(z, 2, condition);
    expect(counted.passes).toBe(4);
  });

  test('rescaling gives each picture the conditional estimate’s deviation, and half of it half the way', async () => {
    const deviation = (x: Float32Array) => Math.abs(x[0] - x[1]) / 2;
    const run = async (guidanceRescale: number) =>
      classifierFreeGuidance(inner, { guidanceScale: 6, guidanceRescale }).denoise(z, 1, condition);
    const c = await inner.denoise(z, 1, condition);
    const [full, half, none] = [await run(1), await run(0.5), await run(0)];
    for (const begin of [0, 2]) {
      const cut = (x: Float32Array) => x.subarray(begin, begin + 2);
      expect(deviation(cut(full))).toBeCloseTo(deviation(cut(c)), 5);
      expect(deviation(cut(half))).toBeCloseTo((deviation(cut(c)) + deviation(cut(none))) / 2, 5);
    }
  });

  test('views that are taken together are rescaled as one', async () => {
    const options = { guidanceScale: 6, guidanceRescale: 1 };
    const joint = countPasses({ ...inner, together: 2 });
    const guided = await classifierFreeGuidance(joint, options).denoise(z, 1, condition);
    const one = await classifierFreeGuidance(inner, options).denoise(z, 1, { ...condition, views: [view] });
    expect(Array.from(guided)).toEqual(Array.from(one));
    const apart = await classifierFreeGuidance(inner, options).denoise(z, 1, condition);
    expect(Array.from(guided)).not.toEqual(Array.from(apart));
  });
});
