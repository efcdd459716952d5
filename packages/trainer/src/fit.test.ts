import { expect, test } from '@jest/globals';
import { startCompute } from '@modeseek/backend';
import { Rng, resample, type SeenViews, type View } from '@modeseek/core';
import { createField } from '@modeseek/nerf';
import { sampleCameras, viewRays } from '@modeseek/renderer';
import { fit } from './fit.ts';
import { psnr } from './psnr.ts';

/** A ball of radius 0.6, red above and blue below, with four samples a pixel. */
function seenBall(views: readonly View[], size: number): SeenViews {
  const fine = 2 * size;
  const rays = viewRays(views, fine, fine);
  const colour = new Float32Array(rays.count * 3);
  const opacity = new Float32Array(rays.count);
  const points = new Float32Array(rays.count * 3);
  for (let ray = 0; ray < rays.count; ray++) {
    const o = rays.origins.subarray(ray * 3, ray * 3 + 3);
    const d = rays.directions.subarray(ray * 3, ray * 3 + 3);
    const b = o[0] * d[0] + o[1] * d[1] + o[2] * d[2];
    const root = b * b - (o[0] ** 2 + o[1] ** 2 + o[2] ** 2 - 0.36);
    if (root < 0) {
      colour.set(views[rays.viewOfRay[ray]].background, ray * 3);
      continue;
    }
    const point = [0, 1, 2].map((axis) => o[axis] + (-b - Math.sqrt(root)) * d[axis]);
    colour.set(point[1] > 0 ? [0.9, 0.1, 0.1] : [0.1, 0.2, 0.9], ray * 3);
    opacity[ray] = 1;
    points.set(point, ray * 3);
  }
  const resized = (data: Float32Array, channels: number) =>
    resample({ data, batch: views.length, height: fine, width: fine }, channels, size, size);
  return {
    images: { data: resized(colour, 3), batch: views.length, height: size, width: size },
    opacity: resized(opacity, 1),
    points: resized(points, 3),
  };
}

test.each([0, 1])(
  'a ball is learned from what is known of views, geometry counting %d, and seen rightly from elsewhere',
  async (geometryWeight) => {
    const rng = new Rng(1);
    const views = sampleCameras(10, rng).map(
      (camera): View => ({
        camera,
        shading: 'albedo',
        light: [0, 1, 0],
        background: [rng.uniform(), rng.uniform(), rng.uniform()],
      }),
    );
    const { kernels } = await startCompute('wasm', { threads: 2 });
    const field = await createField(
      { levels: 4, log2TableSize: 12, baseResolution: 6, finestResolution: 24, hidden: 16 },
      rng,
      kernels,
    );
    const training = views.slice(0, 8);
    const losses: number[] = [];
    const renderer = await fit(field, kernels, training, seenBall(training, 24), rng, {
      steps: 250,
      raysPerStep: 512,
      geometryWeight,
      renderer: { samplesPerDiagonal: 48, occupancy: { resolution: 16 } },
      onStep: (_, loss) => losses.push(loss),
    });
    expect(losses).toHaveLength(250);
    const { images, points } = await renderer.renderPreview(views.slice(8), 24, 24);
    const wanted = seenBall(views.slice(8), 24);
    const off = points.reduce((sum, value, i) => sum + (value - wanted.points[i]) ** 2, 0) / points.length;
    if (geometryWeight > 0) expect(off).toBeLessThan(0.004);
    expect(psnr(images.data, seenBall(views.slice(8), 24).images.data)).toBeGreaterThan(20);
    await field.dispose();
  },
);
