// A network of @modeseek/graph on ONNX Runtime's WebGPU, beside a device of our own; run by webgpu.test.ts.
import { errorOf } from '@modeseek/graph/src/node/network.fixture.ts';
import { onGpu } from './webgpu.fixture.ts';

await onGpu(async () => {
  const errorIn = (precision: 'float32' | 'float16') =>
    errorOf('sd2', 'unet', { precision, provider: 'webgpu' });
  const withoutHalf = (error: Error) => {
    if (error.message.includes('requires f16')) return null; // software has none
    throw error;
  };
  return { float32: await errorIn('float32'), float16: await errorIn('float16').catch(withoutHalf) };
});
