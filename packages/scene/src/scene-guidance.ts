import type { Drawing } from '@modeseek/core';
import type { Guidance } from '@modeseek/guidance';
import { type PlacedObject, renderScene } from './render-scene.ts';

/**
 * Guidance that wants a scene of finished objects: every view is to become what they look like together from
 * there. Asks no denoiser.
 * @param drawing how views are drawn that it takes
 */
export function sceneGuidance(objects: readonly PlacedObject[], drawing: Drawing): Guidance {
  return {
    name: 'scene',
    async gradient(images, { condition }) {
      const { size } = drawing;
      const target = await drawing.pack(await renderScene(objects, condition.views, size, size));
      return { target, gradient: images.map((x, i) => x - target[i]), diagnostics: { evaluations: 0 } };
    },
  };
}
