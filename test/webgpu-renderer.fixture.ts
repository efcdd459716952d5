// Rendering on WebGPU; run by webgpu.test.ts and webgpu.browser.test.ts.
import { webGpuKernels } from '@modeseek/backend/src/webgpu/kernels.ts';
import { SMALL } from '@modeseek/nerf/src/problem.fixture.ts';
import { compareWithHost } from './rendering.fixture.ts';
import { onGpu } from './webgpu.fixture.ts';

await onGpu(async (gpu) => {
  const kernels = webGpuKernels(gpu);
  const field = await kernels.field(SMALL);
  const errors = await compareWithHost(field, kernels);
  await field.dispose();
  return errors;
});
