import { Config } from '@modeseek/graph';

/** What a network says: the noise, the velocity (Salimans and Ho 2022), or the clean picture. */
export const PREDICTIONS = ['epsilon', 'v_prediction', 'sample'] as const;
export type Prediction = (typeof PREDICTIONS)[number];

const BETAS = ['linear', 'scaled_linear', 'squaredcos_cap_v2'] as const;
const MOST_STEPS = 10_000;
/** What is left of the picture where a table says that nothing is: then sigma has an end. */
const LEAST_SIGNAL = 2 ** -24;

/**
 * The noise that a model was trained with, step by step, in variance-exploding coordinates: at timestep t it
 * saw (x + sigma_t n) / √(1 + sigma_t²).
 */
export class NoiseSchedule {
  /** @param sigmas rising, one for each timestep */
  constructor(
    readonly sigmas: readonly number[],
    readonly prediction: Prediction,
  ) {}

  /** Least and most noise that the model has seen. */
  get range(): [number, number] {
    return [this.sigmas[0], this.sigmas.at(-1)!];
  }

  /** The timestep of a noise level, whole where the table has it, else between two by log sigma; cut at the ends. */
  timestep(sigma: number): number {
    const { sigmas } = this;
    const above = sigmas.findIndex((each) => each >= sigma);
    if (above === 0) return 0;
    if (above === -1) return sigmas.length - 1;
    const [low, high] = [Math.log(sigmas[above - 1]), Math.log(sigmas[above])];
    return above - 1 + (Math.log(sigma) - low) / (high - low);
  }

  /**
   * What a network's answer means for a noisy value: E[x | x + sigma n].
   * @param output of the network, for `noisy / √(1 + sigma²)`
   */
  clean(noisy: number, output: number, sigma: number): number {
    if (this.prediction === 'epsilon') return noisy - sigma * output;
    if (this.prediction === 'sample') return output;
    const scale = inputScale(sigma);
    return scale * (scale * noisy - sigma * output);
  }
}

/** By what a noisy value is multiplied before a network sees it: all then have the deviation of the data. */
export function inputScale(sigma: number): number {
  return 1 / Math.sqrt(1 + sigma * sigma);
}

/**
 * Reads a scheduler_config.json of diffusers: what it says of training; how to sample is not its matter here.
 * @param entries the parsed file
 * @param source its path, for messages
 * @throws UserError naming file and key, when one is missing, or says what is not read
 */
export function parseNoiseSchedule(entries: unknown, source: string): NoiseSchedule {
  const config = Config.parse(entries, source);
  // What tells another kind of noise than betas: flow matching.
  config.only({ trained_betas: false, use_flow_sigmas: false });
  const steps = config.whole('num_train_timesteps', MOST_STEPS, 1000);
  const kind = config.choice('beta_schedule', BETAS);
  const first = config.number('beta_start', 1e-8, 0.999, kind === 'squaredcos_cap_v2' ? 1e-4 : undefined);
  const last = config.number('beta_end', 1e-8, 0.999, kind === 'squaredcos_cap_v2' ? 0.02 : undefined);
  const prediction = config.choice('prediction_type', PREDICTIONS, 'epsilon');
  const endsInNoise = config.flag('rescale_betas_zero_snr', false);
  let left = signalLeft(betasOf(kind, steps, first, last));
  if (endsInNoise) left = shifted(left);
  const sigmas = left.map((share) => Math.sqrt((1 - share) / share));
  return new NoiseSchedule(sigmas, prediction);
}

function betasOf(kind: (typeof BETAS)[number], steps: number, first: number, last: number): number[] {
  const between = (a: number, b: number) =>
    Array.from({ length: steps }, (_, i) => a + ((b - a) * i) / Math.max(steps - 1, 1));
  if (kind === 'linear') return between(first, last);
  if (kind === 'scaled_linear') return between(Math.sqrt(first), Math.sqrt(last)).map((root) => root * root);
  // Nichol and Dhariwal 2021, equation 17.
  const share = (i: number) => Math.cos(((i / steps + 0.008) / 1.008) * (Math.PI / 2)) ** 2;
  return Array.from({ length: steps }, (_, i) => Math.min(1 - share(i + 1) / share(i), 0.999));
}

/** Share of the picture's variance that is left after each step, in (0, 1), falling. */
function signalLeft(betas: readonly number[]): number[] {
  let left = 1;
  return betas.map((beta) => {
    left *= 1 - beta;
    return left;
  });
}

/** The same, moved so that the last step is noise alone (Lin et al. 2023, algorithm 1). */
function shifted(left: readonly number[]): number[] {
  const roots = left.map(Math.sqrt);
  const [first, last] = [roots[0], roots.at(-1)!];
  return roots.map((root) => Math.max((((root - last) * first) / (first - last)) ** 2, LEAST_SIGNAL));
}
