import type { Parameter } from '@modeseek/core';

/** Constants of Adam. */
export interface AdamOptions {
  /** Decay of the first moment, in [0, 1). */
  beta1: number;
  /** Decay of the second moment, in [0, 1). */
  beta2: number;
  epsilon: number;
  /**
   * Names of parameters whose values are left alone, moments included, where their gradient is exactly zero:
   * entries that no sample of the step touched. Otherwise old momentum would keep moving them (after
   * tiny-cuda-nn, for hash tables).
   */
  sparse: readonly string[];
}

/**
 * As in Mueller et al. 2022, section 4: the small epsilon lets rarely touched entries move as fast as others.
 */
export const ADAM_DEFAULTS: AdamOptions = { beta1: 0.9, beta2: 0.99, epsilon: 1e-15, sparse: ['table'] };

/**
 * Running means of one parameter's gradient and of its square, not corrected for their zero start. May be
 * written.
 */
export interface Moments {
  name: string;
  shape: readonly number[];
  first: Float32Array;
  second: Float32Array;
}

/**
 * Adam (Kingma and Ba 2015, algorithm 1, with the corrections of both moments folded into one factor each).
 * Its whole state is `steps` and the contents of `moments`: write both, then `push`, to restore it.
 */
export interface Adam {
  /** Updates made so far. */
  steps: number;
  /** One per parameter, in the parameters' order. */
  readonly moments: readonly Moments[];
  /**
   * Moves all parameters in place against their gradients.
   * @param rates learning rate by parameter name, or one for all
   */
  update(rates: number | Readonly<Record<string, number>>): Promise<void>;
  /** Brings `moments` up to date, where kernels keep them elsewhere. */
  pull(): Promise<void>;
  /** Brings the kernels' own copies up to date, after `moments` were written to. */
  push(): Promise<void>;
}

/**
 * Moves all parameters in place, along with their moments.
 * @param rate gives the corrected learning rate of a parameter by its name
 * @param correction of the second moment
 */
export type AdamKernel = (rate: (name: string) => number, correction: number) => void | Promise<void>;

/** Adam over any parameters, in plain TypeScript. */
export function referenceAdam(parameters: readonly Parameter[], options: Partial<AdamOptions> = {}): Adam {
  const settings = { ...ADAM_DEFAULTS, ...options };
  const moments = zeroMoments(parameters);
  const { beta1, beta2, epsilon } = settings;
  return adamOver(moments, settings, (rateOf, correction) => {
    parameters.forEach(({ name, data, gradient }, index) => {
      const { first, second } = moments[index];
      const rate = rateOf(name);
      const sparse = settings.sparse.includes(name);
      for (let i = 0; i < data.length; i++) {
        const g = gradient[i];
        if (sparse && g === 0) continue;
        first[i] = beta1 * first[i] + (1 - beta1) * g;
        second[i] = beta2 * second[i] + (1 - beta2) * g * g;
        data[i] -= (rate * first[i]) / (Math.sqrt(second[i] * correction) + epsilon);
      }
    });
  });
}

/** Moments of parameters before the first update. */
export function zeroMoments(parameters: readonly Parameter[]): Moments[] {
  return parameters.map(({ name, shape, data }) => ({
    name,
    shape,
    first: new Float32Array(data.length),
    second: new Float32Array(data.length),
  }));
}

/**
 * Adam by a kernel. Both factors that correct for the moments' zero start are as in Kingma and Ba 2015,
 * section 3.
 * @param copies `pull` and `push`, where the kernel keeps moments of its own
 */
export function adamOver(
  moments: readonly Moments[],
  { beta1, beta2 }: AdamOptions,
  kernel: AdamKernel,
  copies: Pick<Adam, 'pull' | 'push'> = { async pull() {}, async push() {} },
): Adam {
  return {
    ...copies,
    steps: 0,
    moments,
    async update(rates) {
      this.steps++;
      const corrected = 1 / (1 - beta1 ** this.steps);
      await kernel((name) => corrected * rateOf(rates, name), 1 / (1 - beta2 ** this.steps));
    },
  };
}

/** @throws Error when there is none for a parameter */
function rateOf(rates: number | Readonly<Record<string, number>>, name: string): number {
  const rate = typeof rates === 'number' ? rates : rates[name];
  if (rate === undefined) throw new Error(`no learning rate for parameter ${name}`);
  return rate;
}
