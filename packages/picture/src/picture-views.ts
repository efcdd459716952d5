import { aroundViews, type View } from '@modeseek/core';
import type { PictureConfig } from './config.ts';

const RADIANS = Math.PI / 180;

/**
 * What the pictures of a run show: all the same view, or views at equal steps around an object.
 * @param together views that the model takes together, from equal steps around the object, too
 */
export function pictureViews(
  { count, around, azimuth, elevation }: Pick<PictureConfig, 'count' | 'around' | 'azimuth' | 'elevation'>,
  together = 1,
): View[] {
  const [view] = aroundViews(1);
  return Array.from({ length: count }, (_, i) => {
    const turns = (i % together) / together + Math.floor(i / together) / count;
    const camera = {
      ...view.camera,
      azimuth: azimuth * RADIANS + (around ? 2 * Math.PI * turns : 0),
      elevation: elevation * RADIANS,
    };
    return { ...view, camera };
  });
}
