import { describe, expect, test } from '@jest/globals';
import { aroundViews, Rng, UserError } from '@modeseek/core';
import { type Denoiser, SDS_DEFAULTS } from '@modeseek/guidance';
import { FIELD_DEFAULTS } from '@modeseek/nerf';
import { CAMERA_DISTRIBUTION_DEFAULTS, RENDERER_DEFAULTS } from '@modeseek/renderer';
import { z } from 'zod';
import { configSchema, parseConfig } from './config.ts';
import {
  cameraDistribution,
  configHash,
  createGuidance,
  fieldConfig,
  rendererOptions,
} from './config-sections.ts';
import { QUALITIES } from './methods/method.ts';
import { METHOD_NAMES, methodOf } from './presets.ts';

describe('parseConfig', () => {
  test('a prompt is enough', () => {
    expect(parseConfig({ prompt: ' a hamburger ' })).toMatchObject({
      prompt: 'a hamburger',
      quality: 'standard',
      steps: 40,
      resolution: 128,
      guidance: 'msd',
    });
  });

  test('defaults are those of the parts', () => {
    const config = parseConfig({ prompt: 'x' });
    expect(fieldConfig(config)).toEqual(FIELD_DEFAULTS);
    expect(RENDERER_DEFAULTS).toMatchObject({ ...rendererOptions(config), occupancy: {} });
    const { elevation } = cameraDistribution(config, 1);
    expect(elevation.map((e) => expect.closeTo(e, 9))).toEqual(CAMERA_DISTRIBUTION_DEFAULTS.elevation);
  });

  test.each([
    [{}, /option prompt is missing/],
    [{ prompt: '   ' }, /option prompt is " {3}"/],
    [{ prompt: 'x', stepz: 3 }, /unknown option stepz; known: prompt, seed/],
    [{ prompt: 'x', steps: 0 }, /option steps is 0: .*1/],
    [{ prompt: 'x', fieldLevels: 30 }, /option fieldLevels is 30: .*<=24/],
    [{ prompt: 'x', fieldHidden: 30 }, /option fieldHidden is 30: .*multiple of 4/],
    [{ prompt: 'x', fieldBaseResolution: 1 }, /option fieldBaseResolution is 1: .*>=2/],
    [{ prompt: 'x', guidance: 'dreams' }, /option guidance is "dreams": .*"msd"\|"msd-paper"\|"sds"\|"sdi"/],
    [{ prompt: 'x', guidanceScale: -1 }, /option guidanceScale is -1: .*>=0/],
    [{ prompt: 'x', guidanceScale: 'high' }, /option guidanceScale is "high": .*number/],
    [{ prompt: 'x', sparsity: 'much' }, /option sparsity is "much": schedule .* right would be/],
    [
      { prompt: 'x', distanceMin: 5 },
      /option distanceMin is 5; it must be at most distanceMax, which is 3.6/,
    ],
    [
      { prompt: 'x', batch: '0:1 1:9', resolution: '0:16 1:512' },
      /option batch is up to 9 and resolution up to 512: 2359296 pixels in a step; it must be at most 2097152/,
    ],
    [
      { prompt: 'x', batch: 32, resolution: 256, samplesPerDiagonal: 512 },
      /option samplesPerDiagonal is 512, batch is up to 32 and resolution up to 256: 1073741824 samples in a step/,
    ],
    [
      { prompt: 'x', fieldLevels: 24, fieldTableSize: 22, fieldFinestResolution: 8192 },
      /option fieldLevels is 24 and fieldTableSize 22: \d+ entries of the hash grid; .*at most 16777216/,
    ],
    [{ prompt: 'x'.repeat(1001) }, /option prompt is "x+…: .*1000/],
    [{ prompt: 'x', sparsity: `0:1 1:2${' '.repeat(2000)}` }, /option sparsity .* at most 2000 characters/],
    [{ prompt: 'x', threads: 3000 }, /option threads is 3000: .*<=256/],
    [{ prompt: 'x', sparsity: 1e7 }, /option sparsity is 10000000: must nowhere be above 1000000/],
    [
      { prompt: 'x', guidanceFloor: 30 },
      /option guidanceFloor is 30; it must be at most guidanceCeiling, which is 20/,
    ],
    ['x', /must be an object/],
  ])('%j is refused in one line', (input, message) => {
    expect(() => parseConfig(input)).toThrow(message);
    expect(() => parseConfig(input)).toThrow(UserError);
    expect(() => parseConfig(input)).not.toThrow(/\n/);
  });

  test('schedules count together where they meet, and not elsewhere', () => {
    const apart = { batch: '0:9 0.5:1 step', resolution: '0:16 0.5:512 step' };
    const known = { prompt: 'x', samples: 5 };
    for (const options of [{ ...known, ...apart }, known, { prompt: 'x', samples: 64 }]) {
      expect(parseConfig(options)).toMatchObject(options);
    }
    for (const steps of [1, 40, 1_000_000]) {
      const together = { prompt: 'x', steps, batch: '0:9 1:1', resolution: '0:512 1:16' };
      expect(() => parseConfig(together)).toThrow(
        /batch is up to 9 and resolution up to 512: 2359296 pixels/,
      );
    }
  });

  test('eight views of 512 by 512 are the most that a step may render', () => {
    expect(parseConfig({ prompt: 'x', batch: 8, resolution: 512 })).toMatchObject({ resolution: 512 });
  });

  test('every number and every schedule has two ends, and every text a length', () => {
    const { properties = {} } = z.toJSONSchema(configSchema, { io: 'input' });
    for (const [name, option] of Object.entries(properties) as [string, z.core.JSONSchema.BaseSchema][]) {
      const kinds = [option.type].flat();
      if (kinds.includes('boolean') || option.enum) continue;
      if (kinds.includes('string') && kinds.length === 1) {
        expect([name, option.maxLength]).toEqual([name, expect.any(Number)]);
        continue;
      }
      expect([name, option.minimum ?? option.exclusiveMinimum]).toEqual([name, expect.any(Number)]);
      const { maximum = Number.POSITIVE_INFINITY } = option;
      expect([name, maximum <= 2 ** 32]).toEqual([name, true]);
      // It is checked, and not only said.
      const beyond = { prompt: 'x', [name]: 2 * maximum };
      expect(() => parseConfig(beyond)).toThrow(UserError);
    }
  });

  test('every option but the prompt has a default, and all have a group and a description', () => {
    const { properties, required } = z.toJSONSchema(configSchema, { io: 'input' });
    expect(required).toEqual(['prompt']);
    for (const [name, option] of Object.entries(properties ?? {})) {
      expect(option).toMatchObject({ group: expect.any(String), description: expect.any(String) });
      if (name !== 'prompt') expect(option).toHaveProperty('default');
    }
  });
});

test('by default score distillation takes many steps of one update each, guided at all noise levels', () => {
  const sds = parseConfig({ prompt: 'x', guidance: 'sds' });
  expect(sds).toMatchObject({ batch: 4, innerSteps: 1, anchors: 0, guidanceFloor: 0 });
  expect(sds.steps).toBeGreaterThan(5 * parseConfig({ prompt: 'x' }).steps);
  expect(parseConfig({ prompt: 'x', guidance: 'sds', steps: 7 })).toEqual({ ...sds, steps: 7 });
});

test.each(METHOD_NAMES)('%s: a better quality takes more steps, and single options override', (guidance) => {
  const [draft, standard, high] = QUALITIES.map((quality) => parseConfig({ prompt: 'x', guidance, quality }));
  expect(draft.steps).toBeLessThan(standard.steps);
  expect(high.steps).toBeGreaterThan(standard.steps);
  expect(parseConfig({ prompt: 'x', guidance })).toEqual(standard);
  expect(parseConfig({ prompt: 'x', guidance, quality: 'high', steps: 5 })).toEqual({ ...high, steps: 5 });
});

describe('createGuidance', () => {
  const denoiser: Denoiser = { denoise: async (noisy, _, { prompt }) => noisy.map(() => (prompt ? 1 : 0)) };
  /**
   * What the guidance does with black, by a model that says 1 with the prompt and 0 without: its target is
   * the scale.
   */
  const tryOut = async (options: object) => {
    const everywhere = { guidanceFloor: 0, guidanceCeiling: 1e9 };
    const guidance = createGuidance(
      parseConfig({ prompt: 'x', samplerSteps: 1, ...everywhere, ...options }),
      denoiser,
    );
    const views = aroundViews(1);
    const context = { condition: { prompt: 'x', views }, progress: 1, rng: new Rng(0) };
    const { target, diagnostics } = await guidance.gradient(new Float32Array(3), context);
    return { name: guidance.name, scale: target[0], evaluations: diagnostics.evaluations };
  };

  test('each method has its own scale where none is given', async () => {
    const scale = SDS_DEFAULTS.guidanceScale;
    expect(await tryOut({ guidance: 'sds' })).toEqual({ name: 'sds', scale, evaluations: 2 });
    expect(await tryOut({ guidance: 'sds', guidanceScale: 2 })).toMatchObject({ scale: 2 });
  });

  test.each(['msd', 'msd-paper'])('%s has the mean shift’s scale where none is given', async (guidance) => {
    // With so wide a kernel the paper's sampler does not pull the target back to black.
    const wide = { guidance, bandwidth: 1e6, bandwidthFloor: 0 };
    expect(await tryOut(wide)).toMatchObject({ name: guidance, scale: 4 });
    expect(await tryOut({ ...wide, guidanceScale: 7 })).toMatchObject({ scale: 7 });
  });

  test('below the floor and above the ceiling there is no guidance, and one pass instead of two', async () => {
    expect(await tryOut({ bandwidth: 1e6, bandwidthFloor: 0, guidanceFloor: 2 })).toMatchObject({
      scale: 4,
      evaluations: 2,
    });
    expect(await tryOut({ bandwidth: 1, guidanceFloor: 2 })).toMatchObject({ evaluations: 1 });
    expect(await tryOut({ bandwidth: 1, guidanceCeiling: 0.5 })).toMatchObject({ evaluations: 1 });
  });

  test.each(METHOD_NAMES)('%s: what guidance is told in words, and rescaling, reach it', async (method) => {
    const asked = new Set<string>();
    /** Noisy pictures, brighter and flatter by what is said. */
    const told: Denoiser = {
      readsAnyText: true,
      readsDirections: true,
      async denoise(noisy, _, { prompt, directions = [] }) {
        const said = [prompt, ...Object.keys(directions[0] ?? {})].join();
        asked.add(said);
        return noisy.map((value, i) => value / (1 + said.length) + (i % (2 + said.length)));
      },
    };
    const views = aroundViews(1);
    const targetOf = async (options: object) => {
      asked.clear();
      const everywhere = { guidanceFloor: 0, guidanceCeiling: 1e9, samplerSteps: 1 };
      const config = parseConfig({ prompt: 'x', guidance: method, ...everywhere, ...options });
      const guidance = createGuidance(config, told);
      const condition = { prompt: 'x', views, directions: [{ front: 1 }] };
      const context = { condition, progress: 1, rng: new Rng(0) };
      const { target, diagnostics } = await guidance.gradient(Float32Array.of(1, 2, 4, 3, 1, 0), context);
      expect(diagnostics.evaluations).toBe(methodOf(method).passes(config, 1));
      return target;
    };
    const plain = await targetOf({});
    expect([...asked]).toEqual(['x,front', '']);
    await targetOf({ negativePrompt: 'y' });
    expect([...asked]).toEqual(['x,front', 'y']);
    await targetOf({ perpNeg: true });
    expect([...asked].sort()).toEqual(['', 'x,front', 'x,front,side', 'x,side']);
    expect(await targetOf({ guidanceRescale: 1 })).not.toEqual(plain);
  });

  test("the paper's sampler, and others than the default, can be had", async () => {
    expect(await tryOut({ guidance: 'msd-paper' })).toMatchObject({ name: 'msd-paper', evaluations: 2 });
    expect(await tryOut({ guidance: 'msd', samplerSteps: 4 })).toMatchObject({ evaluations: 8 });
    const { evaluations } = await tryOut({ guidance: 'msd', samplerSteps: 4, sampler: 'heun' });
    expect(evaluations).toBeGreaterThan(8);
  });
});

test('configHash tells configurations apart, whatever the order of their keys', async () => {
  const config = parseConfig({ prompt: 'x' });
  const reversed = Object.fromEntries(Object.entries(config).reverse()) as typeof config;
  expect(await configHash(reversed)).toBe(await configHash(config));
  expect(await configHash({ ...config, seed: 1 })).not.toBe(await configHash(config));
});
