import { aroundViews, type View } from '@modeseek/core';
import type { Condition } from '@modeseek/guidance';
import { configSchema, viewDirections } from '@modeseek/trainer';
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

/**
 * What a model is told of a run's pictures. Where they are views of one object, models that know cameras by
 * words alone are told from where each shows it; of other pictures the prompt says all.
 */
export function pictureCondition(config: PictureConfig, together = 1): Condition {
  const { prompt, around } = config;
  const views = pictureViews(config, together);
  if (!around) return { prompt, views };
  const { frontWithin, backWithin, overheadFrom } = configSchema.parse({ prompt });
  const limits = { viewWords: true, frontWithin, backWithin, overheadFrom };
  return { prompt, views, directions: viewDirections(views, limits) };
}
