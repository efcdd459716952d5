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
  return adamOver(parameters, moments, options, (index, rate, correction, sparse) => {
    const { data, gradient } = parameters[index];
    const { first, second } = moments[index];
    return kernels.run('adam', Math.ceil(data.length / block), {
      data: data.byteOffset,
      gradient: gradient.byteOffset,
      first: first.byteOffset,
      second: second.byteOffset,
      length: data.length,
      sparse: sparse ? 1 : 0,
      rate,
      beta1: options.beta1,
      beta2: options.beta2,
      epsilon: options.epsilon,
      correction,
    });
  });
}
