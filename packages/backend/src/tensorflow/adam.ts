import { ADAM_DEFAULTS, type Adam, type AdamOptions, adamOver, zeroMoments } from '@modeseek/nerf';
import type { TensorflowField } from './field.ts';

/** Adam in a field's thread, where parameters, gradients and moments are. */
export function tensorflowAdam(field: TensorflowField, changed: Partial<AdamOptions> = {}): Adam {
  const options = { ...ADAM_DEFAULTS, ...changed };
  const { beta1, beta2, epsilon } = options;
  const { parameters, kernels } = field;
  const moments = zeroMoments(parameters);
  const firsts = moments.map(({ first }) => first);
  const seconds = moments.map(({ second }) => second);
  const sparse = parameters.map(({ name }) => options.sparse.includes(name));
  return adamOver(
    moments,
    options,
    async (rateOf, correction) => {
      const rates = parameters.map(({ name }) => rateOf(name));
      await kernels.call('adam', { rates, sparse, beta1, beta2, epsilon, correction });
    },
    {
      async pull() {
        await field.download('firstMoments', firsts);
        await field.download('secondMoments', seconds);
      },
      async push() {
        await field.upload('firstMoments', firsts);
        await field.upload('secondMoments', seconds);
      },
    },
  );
}
