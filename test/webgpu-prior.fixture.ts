// The image model on ONNX Runtime's WebGPU, beside a device of our own; run by webgpu.test.ts.
import { aroundViews, Rng, relativeError } from '@modeseek/core';
import { loadPrior } from '@modeseek/priors/node';
import { onGpu } from './webgpu.fixture.ts';

await onGpu(async () => {
  const views = aroundViews(2);
  const clean: Float32Array[] = [];
  const descriptions: string[] = [];
  for (const provider of ['cpu', 'webgpu', 'webgpu'] as const) {
    const prior = await loadPrior('embedded', { threads: 1, provider });
    const noisy = new Rng(4).normals(new Float32Array(views.length * prior.drawing.length));
    clean.push(await prior.denoise(noisy, 0.7, { prompt: 'a red mug', views }));
    descriptions.push(prior.description);
    await prior.dispose();
  }
  const [cpu, gpu, again] = clean;
  return {
    descriptions,
    error: relativeError(gpu, cpu),
    repeats: gpu.every((value, i) => value === again[i]),
  };
});
