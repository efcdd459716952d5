import { aroundViews, contactSheet, type Images } from '@modeseek/core';
import type { Renderer } from '@modeseek/renderer';

/** Front, right, back and left of the object, side by side, each `size` pixels. */
export async function renderPreviewSheet(renderer: Renderer, size: number): Promise<Images> {
  const views = aroundViews(4);
  const { images } = await renderer.renderPreview(views, size, size);
  return contactSheet([images], views.length);
}
