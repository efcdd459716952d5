import { describe, expect, test } from '@jest/globals';
import { aroundViews, type DirectionShares } from '@modeseek/core';
import { classifierFreeGuidance } from './cfg.ts';
import { countPasses } from './count-passes.ts';
import type { Condition, Denoiser } from './denoiser.ts';
import { perpendicularNegative, perpNegPasses, perpNegView } from './perp-neg.ts';

const DEGREE = Math.PI / 180;
const at = (azimuth: number) => {
  const { wanted, avoided } = perpNegView(azimuth * DEGREE);
  const all = (values: Record<string, number>) => ({ front: 0, side: 0, back: 0, ...values });
  return {
    wanted: all(wanted),
    weights: all(Object.fromEntries(avoided.map(({ direction, weight }) => [direction, weight]))),
  };
};

describe('perpNegView', () => {
  // 4 - 2.426, and e^(-1/2) + 0.967; at the back 1 - 0.606 and 1 + 0.967. The constants are rounded to 0.001.
  const half = Math.exp(-0.25);
  test.each([
    [0, [1, 0, 0], [0, 1.574]],
    [45, [0.5, 0.5, 0], [4 * half - 2.426, 4 * half - 2.426]],
    [90, [0, 1, 0], [1.574, 0]],
    [135, [0, 0.5, 0.5], [half + 0.967, half - 0.606]],
    [180, [0, 0, 1], [1.967, 0.394]],
  ])('at %i degrees', (azimuth, shares, weights) => {
    for (const each of [azimuth, -azimuth, azimuth + 360]) {
      const view = at(each);
      const { front, side, back } = view.wanted;
      [front, side, back].forEach((share, i) => {
        expect(share).toBeCloseTo(shares[i], 9);
      });
      expect(view.weights.front).toBeCloseTo(weights[0], 2);
      expect(view.weights.side).toBeCloseTo(weights[1], 2);
      expect(view.weights.back).toBe(0);
    }
  });

  test('nothing jumps anywhere around the object, and shares sum to 1', () => {
    for (let azimuth = 0; azimuth < 360; azimuth++) {
      const [here, next] = [at(azimuth), at(azimuth + 1)];
      expect(Object.values(here.wanted).reduce((a, b) => a + b)).toBeCloseTo(1, 9);
      for (const direction of ['front', 'side', 'back'] as const) {
        expect(Math.abs(next.wanted[direction] - here.wanted[direction])).toBeLessThan(0.02);
        const [a, b] = [here, next].map(({ weights }) => weights[direction]);
        expect(Math.abs(b - a)).toBeLessThan(0.05);
        expect(a).toBeGreaterThanOrEqual(0);
      }
    }
  });
});

describe('perpendicularNegative', () => {
  const zero = new Float32Array(4);

  test('of two pictures, each by itself, what is perpendicular is left, by its weight', () => {
    const wanted = Float32Array.of(2, 0, 3, 3);
    const denoised = Float32Array.of(5, 7, 0, 2);
    const away = perpendicularNegative(wanted, zero, [{ denoised, weights: [0.5, 2] }]);
    // (0, 7) / 2, and (0, 2) - (1, 1) twice.
    expect(Array.from(away)).toEqual([0, 3.5, -2, 2]);
  });

  test('what is the same or the opposite of what is wanted takes nothing away', () => {
    const wanted = Float32Array.of(1, -2, 0.5, 3);
    for (const factor of [1, -3]) {
      const denoised = wanted.map((value) => factor * value);
      const away = perpendicularNegative(wanted, zero, [{ denoised, weights: [2] }]);
      expect(away.every((value) => value === 0)).toBe(true);
    }
  });

  test('where the prompt says nothing at all, all of it counts', () => {
    const denoised = Float32Array.of(1, 2, 3, 4);
    const away = perpendicularNegative(zero, zero, [{ denoised, weights: [2] }]);
    expect(Array.from(away)).toEqual([2, 4, 6, 8]);
  });
});

/** Its noise prediction is another nonlinear function for each direction, and blends those. */
const inner: Denoiser = {
  async denoise(z, sigma, { prompt, directions, views }) {
    const size = z.length / views.length;
    const noise: Record<string, (v: number, i: number) => number> = {
      front: (v) => Math.sin(3 * v),
      side: (v, i) => Math.cos(v + i),
      back: (v, i) => Math.sin(v * v - i),
      overhead: (v) => Math.tanh(v),
    };
    return z.map((v, i) => {
      const shares = directions?.[Math.floor(i / size)] ?? {};
      const said = Object.entries(shares).reduce((sum, [name, share]) => sum + share * noise[name](v, i), 0);
      return v - sigma * (prompt === null ? 0.1 * v : said);
    });
  },
};

const SIZE = 3;
const z = Float32Array.from({ length: 4 * SIZE }, (_, i) => Math.sin(7 * i) * 2);
const views = [20, 120, -170, 45].map((azimuth) => {
  const [view] = aroundViews(1);
  return { ...view, camera: { ...view.camera, azimuth: azimuth * DEGREE } };
});
const said: DirectionShares[] = [{ front: 1 }, { side: 1 }, { back: 1 }, { overhead: 1 }];
const condition: Condition = { prompt: 'a mug', views, directions: said };

describe('in classifier-free guidance', () => {
  test('noise predictions are combined as the paper has it; from overhead nothing is avoided', async () => {
    const [sigma, scale] = [0.7, 6];
    const counted = countPasses(inner);
    const guided = await classifierFreeGuidance(counted, { guidanceScale: scale, perpNeg: true }).denoise(
      z,
      sigma,
      condition,
    );
    expect(counted.passes).toBe(4);
    const noise = async (prompt: string | null, directions: DirectionShares[]) => {
      const denoised = await inner.denoise(z, sigma, { ...condition, prompt, directions });
      return Array.from(z, (v, i) => (v - denoised[i]) / sigma);
    };
    const everywhere = (shares: DirectionShares) => views.map(() => shares);
    const blends = views.map(({ camera }) => perpNegView(camera.azimuth));
    const unconditional = await noise(null, said);
    const wanted = await noise('a mug', [...blends.slice(0, 3).map((blend) => blend.wanted), said[3]]);
    const estimates = {
      front: await noise('a mug', everywhere({ front: 1 })),
      side: await noise('a mug', everywhere({ side: 1 })),
    };
    for (let picture = 0; picture < 4; picture++) {
      const cut = (x: number[]) => x.slice(picture * SIZE, (picture + 1) * SIZE);
      const u = cut(unconditional);
      const positive = cut(wanted).map((value, i) => value - u[i]);
      const expected = u.map((value, i) => value + scale * positive[i]);
      for (const { direction, weight } of picture === 3 ? [] : blends[picture].avoided) {
        const e = cut(estimates[direction as 'front' | 'side']).map((value, i) => value - u[i]);
        const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0);
        const shared = dot(e, positive) / dot(positive, positive);
        for (let i = 0; i < SIZE; i++) expected[i] -= scale * weight * (e[i] - shared * positive[i]);
      }
      for (let i = 0; i < SIZE; i++) {
        const k = picture * SIZE + i;
        expect((z[k] - guided[k]) / sigma).toBeCloseTo(expected[i], 4);
      }
    }
  });

  test('along what is wanted it goes as far as without', async () => {
    const [front] = views;
    const one = { ...condition, views: [front], directions: said.slice(0, 1) };
    const part = z.slice(0, SIZE);
    const blended = { ...one, directions: [perpNegView(front.camera.azimuth).wanted] };
    const guide = async (perpNeg: boolean, given: Condition) =>
      classifierFreeGuidance(inner, { guidanceScale: 5, perpNeg }).denoise(part, 1, given);
    const [perp, plain] = [await guide(true, one), await guide(false, blended)];
    const [c, u] = [
      await inner.denoise(part, 1, blended),
      await inner.denoise(part, 1, { ...one, prompt: null }),
    ];
    const along = (x: Float32Array) => x.reduce((sum, value, i) => sum + (value - u[i]) * (c[i] - u[i]), 0);
    expect(along(perp)).toBeCloseTo(along(plain), 4);
    expect(Math.max(...perp.map((value, i) => Math.abs(value - plain[i])))).toBeGreaterThan(0.1);
  });

  test('outside the interval the blended text is asked about, in one pass', async () => {
    const counted = countPasses(inner);
    const options = { guidanceScale: 5, perpNeg: true, guidanceInterval: [1, 2] } as const;
    const outside = await classifierFreeGuidance(counted, options).denoise(z, 3, condition);
    expect(counted.passes).toBe(1);
    const { wanted } = perpNegPasses(condition);
    expect(Array.from(outside)).toEqual(Array.from(await inner.denoise(z, 3, wanted)));
  });

  test('at scale 1 it guides, too; without directions there is nothing to avoid', async () => {
    const counted = countPasses(inner);
    const guided = classifierFreeGuidance(counted, { guidanceScale: 1, perpNeg: true });
    await guided.denoise(z, 1, condition);
    expect(counted.passes).toBe(4);
    await guided.denoise(z, 1, { ...condition, directions: undefined });
    expect(counted.passes).toBe(5);
    await guided.denoise(z, 1, { ...condition, directions: views.map(() => ({ overhead: 1 })) });
    expect(counted.passes).toBe(6);
  });
});
