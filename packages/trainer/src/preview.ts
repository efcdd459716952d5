import { contactSheet, type Images, type View } from '@modeseek/core';
import type { Renderer } from '@modeseek/renderer';

const DEGREE = Math.PI / 180;

/** Front, right, back and left of the object on white, side by side, each `size` pixels. */
export async function renderPreviewSheet(renderer: Renderer, size: number): Promise<Images> {
  const views = [0, 90, 180, 270].map(
    (azimuth): View => ({
      camera: { azimuth: azimuth * DEGREE, elevation: 20 * DEGREE, distance: 3.3, fieldOfView: 40 * DEGREE },
      shading: 'albedo',
      light: [0, 1, 0],
      background: [1, 1, 1],
    }),
  );
  const { images } = await renderer.renderPreview(views, size, size);
  return contactSheet([images], views.length);
}
