import { describe, expect, test } from '@jest/globals';
import { UserError } from '@modeseek/core';
import { inputScale, NoiseSchedule, type Prediction, parseNoiseSchedule } from './noise-schedule.ts';

const STABLE_DIFFUSION = { beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' };
const parse = (more: object = {}) =>
  parseNoiseSchedule({ ...STABLE_DIFFUSION, ...more }, 'scheduler_config.json');

test("sigmas are those of Stable Diffusion's table", () => {
  // As k-diffusion and diffusers' EulerDiscreteScheduler have them.
  const { range, sigmas, prediction } = parse();
  expect(range[0]).toBeCloseTo(0.02917, 5);
  expect(range[1]).toBeCloseTo(14.6146, 4);
  expect(sigmas).toHaveLength(1000);
  expect(prediction).toBe('epsilon');
});

test('of steps alike, the signal left is a power', () => {
  const { sigmas } = parse({
    ...{ beta_schedule: 'linear', beta_start: 0.1, beta_end: 0.1, num_train_timesteps: 3 },
  });
  [0.9, 0.81, 0.729].forEach((left, t) => {
    expect(sigmas[t]).toBeCloseTo(Math.sqrt((1 - left) / left), 12);
  });
});

test("of the cosine schedule, the signal left is a cosine's square", () => {
  const { sigmas } = parseNoiseSchedule({ beta_schedule: 'squaredcos_cap_v2' }, 'x');
  const share = (t: number) => Math.cos(((t / 1000 + 0.008) / 1.008) * (Math.PI / 2)) ** 2;
  const left = share(500) / share(0);
  expect(sigmas[499]).toBeCloseTo(Math.sqrt((1 - left) / left), 9);
});

test('a table that ends in noise alone keeps its beginning', () => {
  const [first, last] = parse({ rescale_betas_zero_snr: true }).range;
  expect(first).toBeCloseTo(parse().range[0], 9);
  expect(last).toBeCloseTo(Math.sqrt(2 ** 24 - 1), 6);
});

test('timesteps are those of the table, between two by the logarithm, and cut at the ends', () => {
  const schedule = parse();
  const { sigmas } = schedule;
  for (const t of [0, 1, 437, 998, 999]) expect(schedule.timestep(sigmas[t])).toBeCloseTo(t, 9);
  expect(schedule.timestep(Math.sqrt(sigmas[300] * sigmas[301]))).toBeCloseTo(300.5, 9);
  expect(schedule.timestep(1e-3)).toBe(0);
  expect(schedule.timestep(1e3)).toBe(999);
});

test.each(['epsilon', 'v_prediction', 'sample'] as Prediction[])('what is clean, from %s', (prediction) => {
  const [clean, noise, sigma] = [0.3, -1.2, 2.5];
  const scale = inputScale(sigma);
  const outputs = {
    epsilon: noise,
    v_prediction: scale * noise - scale * sigma * clean,
    sample: clean,
  };
  const schedule = new NoiseSchedule([0.1, 10], prediction);
  expect(schedule.clean(clean + sigma * noise, outputs[prediction], sigma)).toBeCloseTo(clean, 12);
});

describe('what is not read is said', () => {
  test.each([
    [
      { beta_schedule: 'sigmoid' },
      's.json: beta_schedule is "sigmoid"; it must be one of linear, scaled_linear',
    ],
    [
      { prediction_type: 'flow' },
      's.json: prediction_type is "flow"; it must be one of epsilon, v_prediction',
    ],
    [{ beta_start: undefined }, 's.json lacks the key beta_start'],
    [{ trained_betas: [0.1] }, 's.json: trained_betas is [0.1]; it must be false'],
    [{ num_train_timesteps: 0 }, 's.json: num_train_timesteps is 0'],
  ])('%j', (change, message) => {
    const read = () => parseNoiseSchedule({ ...STABLE_DIFFUSION, ...change }, 's.json');
    expect(read).toThrow(UserError);
    expect(read).toThrow(message);
  });
});
