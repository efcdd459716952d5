import {
  ADAM_DEFAULTS,
  type Adam,
  type AdamOptions,
  biasCorrection,
  rateOf,
  zeroMoments,
} from '@modeseek/nerf';
import type { TensorflowField } from './field.ts';

/** Adam in a field's thread, where parameters, gradients and moments are. */
export function tensorflowAdam(field: TensorflowField, changed: Partial<AdamOptions> = {}): Adam {
  const options = { ...ADAM_DEFAULTS, ...changed };
  const { beta1, beta2, epsilon, sparse } = options;
  const { parameters, kernels } = field;
  const moments = zeroMoments(parameters);
  const firsts = moments.map(({ first }) => first);
  const seconds = moments.map(({ second }) => second);
  return {
    steps: 0,
    moments,
    async update(rates) {
      this.steps++;
      const { rate, correction } = biasCorrection(options, this.steps);
      await kernels.call('adam', {
        rates: parameters.map(({ name }) => rate * rateOf(rates, name)),
        sparse: parameters.map(({ name }) => sparse.includes(name)),
        beta1,
        beta2,
        epsilon,
        correction,
      });
    },
    async pull() {
      await field.download('firstMoments', firsts);
      await field.download('secondMoments', seconds);
    },
    async push() {
      await field.upload('firstMoments', firsts);
      await field.upload('secondMoments', seconds);
    },
  };
}
