import { aroundViews, type View } from '@modeseek/core';
import type { PictureConfig } from './config.ts';

const RADIANS = Math.PI / 180;

/** What the pictures of a run show: all the same view, or views at equal steps around an object. */
export function pictureViews({
  count,
  around,
  azimuth,
  elevation,
}: Pick<PictureConfig, 'count' | 'around' | 'azimuth' | 'elevation'>): View[] {
  return aroundViews(count).map((view) => ({
    ...view,
    camera: {
      ...view.camera,
      azimuth: azimuth * RADIANS + (around ? view.camera.azimuth : 0),
      elevation: elevation * RADIANS,
    },
  }));
}
