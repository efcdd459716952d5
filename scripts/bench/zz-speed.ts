import { aroundViews, drawingLengths, Rng } from '@modeseek/core';
import { loadPrior } from '@modeseek/priors';
const prior = await loadPrior('embedded');
const per = drawingLengths(prior.format).all;
const rng = new Rng('a');
for (const n of [8, 16, 24]) {
  const views = aroundViews(n);
  let t = performance.now();
  const z = rng.normals(new Float32Array(n * per));
  console.log(n, 'normals ms', (performance.now() - t).toFixed(1));
  t = performance.now();
  z.map((v) => v + 0.5 * rng.normal());
  console.log(n, 'map+normal ms', (performance.now() - t).toFixed(1));
  await prior.denoise(z, 1, { prompt: 'a mug', views });
  t = performance.now();
  for (let i = 0; i < 4; i++) await prior.denoise(z, 1, { prompt: 'a mug', views });
  console.log(n, 'denoise ms per view', ((performance.now() - t) / 4 / n).toFixed(2));
  t = performance.now();
  for (let i = 0; i < 4; i++) await Promise.all([prior.denoise(z, 1, { prompt: 'a mug', views }), prior.denoise(z, 1, { prompt: null, views })]);
  console.log(n, 'cond+uncond ms per view-eval', ((performance.now() - t) / 4 / n / 2).toFixed(2));
}
await prior.dispose();
