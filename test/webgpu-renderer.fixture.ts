// Rendering on WebGPU; run by webgpu.test.ts and webgpu.browser.test.ts.
import { WebGpuField } from '@modeseek/nerf/src/kernels/webgpu/webgpu.ts';
import { SMALL } from '@modeseek/nerf/src/problem.fixture.ts';
import { compareWithHost } from './rendering.fixture.ts';
import { onGpu } from './webgpu.fixture.ts';

await onGpu(async (gpu) => {
  const field = new WebGpuField(SMALL, gpu);
  const errors = await compareWithHost(field);
  await field.dispose();
  return errors;
});
