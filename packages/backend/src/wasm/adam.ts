import { ADAM_DEFAULTS, type Adam, type AdamOptions, adamOver } from '@modeseek/nerf';
import type { WasmField } from './field.ts';

/** Adam on the threads and in the memory of a field. */
export function wasmAdam(field: WasmField, changed: Partial<AdamOptions> = {}): Adam {
  const options = { ...ADAM_DEFAULTS, ...changed };
  const { parameters, pool, kernels } = field;
  const block = kernels.constant('adamBlock');
  const moments = parameters.map(({ name, shape, data }) => ({
    name,
    shape,
    first: pool.floats(pool.allocate(data.byteLength), data.length),
    second: pool.floats(pool.allocate(data.byteLength), data.length),
  }));
  return adamOver(moments, options, async (rateOf, correction) => {
    for (const [index, { name, data, gradient }] of parameters.entries()) {
      const { first, second } = moments[index];
      await kernels.run('adam', Math.ceil(data.length / block), {
        data: data.byteOffset,
        gradient: gradient.byteOffset,
        first: first.byteOffset,
        second: second.byteOffset,
        length: data.length,
        sparse: options.sparse.includes(name) ? 1 : 0,
        rate: rateOf(name),
        beta1: options.beta1,
        beta2: options.beta2,
        epsilon: options.epsilon,
        correction,
      });
    }
  });
}
