import { expect, test } from '@jest/globals';
import { type Images, Rng, resize, type View } from '@modeseek/core';
import { createField } from '@modeseek/nerf';
import { sampleCameras, viewRays } from '@modeseek/renderer';
import { fit } from './fit.ts';
import { psnr } from './psnr.ts';

/** A ball of radius 0.6, red above and blue below, with four samples a pixel. */
function ballPictures(views: readonly View[], size: number): Images {
  const fine = 2 * size;
  const rays = viewRays(views, fine, fine);
  const data = new Float32Array(rays.count * 3);
  for (let ray = 0; ray < rays.count; ray++) {
    const o = rays.origins.subarray(ray * 3, ray * 3 + 3);
    const d = rays.directions.subarray(ray * 3, ray * 3 + 3);
    const b = o[0] * d[0] + o[1] * d[1] + o[2] * d[2];
    const root = b * b - (o[0] ** 2 + o[1] ** 2 + o[2] ** 2 - 0.36);
    const height = o[1] + (-b - Math.sqrt(root)) * d[1];
    const colour =
      root < 0 ? views[rays.viewOfRay[ray]].background : height > 0 ? [0.9, 0.1, 0.1] : [0.1, 0.2, 0.9];
    data.set(colour, ray * 3);
  }
  return resize({ data, batch: views.length, height: fine, width: fine }, size, size);
}

test('a ball is learned from pictures, and seen rightly from where it was not seen before', async () => {
  const rng = new Rng(1);
  const views = sampleCameras(10, rng).map(
    (camera): View => ({
      camera,
      shading: 'albedo',
      light: [0, 1, 0],
      background: [rng.uniform(), rng.uniform(), rng.uniform()],
    }),
  );
  const field = await createField(
    { levels: 4, log2TableSize: 12, baseResolution: 6, finestResolution: 24, hidden: 16 },
    rng,
    { kernels: 'wasm', threads: 2 },
  );
  const training = views.slice(0, 8);
  const losses: number[] = [];
  const renderer = await fit(field, training, ballPictures(training, 24), rng, {
    steps: 250,
    raysPerStep: 512,
    renderer: { samplesPerDiagonal: 48, occupancy: { resolution: 16 } },
    onStep: (_, loss) => losses.push(loss),
  });
  expect(losses).toHaveLength(250);
  const { images } = await renderer.renderPreview(views.slice(8), 24, 24);
  expect(psnr(images.data, ballPictures(views.slice(8), 24).data)).toBeGreaterThan(20);
  await field.dispose();
});
