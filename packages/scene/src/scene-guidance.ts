import { type DrawingFormat, packDrawing } from '@modeseek/core';
import type { Guidance } from '@modeseek/guidance';
import { type PlacedObject, renderScene } from './render-scene.ts';

/**
 * Guidance that wants a scene of finished objects: every view is to become what they look like together from
 * there. Asks no denoiser.
 * @param format of what it takes
 */
export function sceneGuidance(objects: readonly PlacedObject[], format: DrawingFormat): Guidance {
  return {
    name: 'scene',
    async gradient(images, { condition }) {
      const target = packDrawing(
        await renderScene(objects, condition.views, format.size, format.size),
        format,
      );
      return { target, gradient: images.map((x, i) => x - target[i]), diagnostics: { evaluations: 0 } };
    },
  };
}
