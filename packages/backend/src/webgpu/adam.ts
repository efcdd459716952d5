import { ADAM_DEFAULTS, type Adam, type AdamOptions, adamOver, zeroMoments } from '@modeseek/nerf';
import { groupsFor, type WebGpuField } from './field.ts';
import * as shaders from './field-shaders.ts';

/** Adam on a field's GPU, where the weights of both layers are one array, with one learning rate. */
export function webGpuAdam(field: WebGpuField, changed: Partial<AdamOptions> = {}): Adam {
  const options = { ...ADAM_DEFAULTS, ...changed };
  const { beta1, beta2, epsilon, sparse } = options;
  const { gpu, parameters, values, gradients } = field;
  const moments = zeroMoments(parameters);
  const firsts = moments.map(({ first }) => first);
  const seconds = moments.map(({ second }) => second);
  const [gpuFirsts, gpuSeconds] = [1, 2].map(() => values.map(({ size }) => gpu.storage(size)));
  const settings = values.map(() => gpu.uniform(24));
  field.whenDisposed(() => gpu.free(...gpuFirsts, ...gpuSeconds, ...settings));
  const kernel = gpu.kernel(shaders.adam);
  const names = ['table', 'hidden.weight'];
  return adamOver(
    moments,
    options,
    (rateOf, correction) => {
      names.forEach((name, i) => {
        const words = new Float32Array([rateOf(name), beta1, beta2, epsilon, correction, 0]);
        new Uint32Array(words.buffer)[5] = Number(sparse.includes(name));
        gpu.write(settings[i], words);
      });
      gpu.submit(
        values.map((value, i) => ({
          kernel,
          bindings: [settings[i], value, gradients[i], gpuFirsts[i], gpuSeconds[i]],
          workgroups: groupsFor(value.size / 4),
        })),
      );
      // The host has other things to do before it writes or reads again.
      gpu.flush();
    },
    {
      async pull() {
        await field.download(gpuFirsts, firsts);
        await field.download(gpuSeconds, seconds);
      },
      async push() {
        field.upload(gpuFirsts, firsts);
        field.upload(gpuSeconds, seconds);
      },
    },
  );
}
