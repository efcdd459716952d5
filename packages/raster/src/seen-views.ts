import type { SeenViews, View } from '@modeseek/core';
import type { Drawable } from './drawable.ts';
import { drawGBuffer, SUPERSAMPLING } from './g-buffer.ts';
import { shadePicture } from './shade-picture.ts';

/** What is seen of an object in each view, lit as the view says: `[views, size, size]`. */
export function seenViews(
  drawable: Drawable,
  views: readonly View[],
  size: number,
  samples = SUPERSAMPLING,
): SeenViews {
  const pixels = size * size;
  const data = new Float32Array(views.length * pixels * 3);
  const opacity = new Float32Array(views.length * pixels);
  const points = new Float32Array(views.length * pixels * 3);
  views.forEach((view, i) => {
    const buffer = drawGBuffer(drawable, view.camera, size, samples);
    data.set(shadePicture(buffer, view).data, i * pixels * 3);
    opacity.set(buffer.alpha, i * pixels);
    points.set(buffer.point, i * pixels * 3);
  });
  return { images: { data, batch: views.length, height: size, width: size }, opacity, points };
}
