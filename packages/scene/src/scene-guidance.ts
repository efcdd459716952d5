import type { Guidance } from '@modeseek/guidance';
import { type PlacedObject, renderScene } from './render-scene.ts';

/**
 * Guidance that wants a scene of finished objects: every view is to become what they look like together from there. Asks no denoiser.
 * @param size edge of the pictures, in pixels
 */
export function sceneGuidance(objects: readonly PlacedObject[], size: number): Guidance {
  return {
    name: 'scene',
    async gradient(images, { condition }) {
      const { data } = await renderScene(objects, condition.views, size, size);
      const target = data.map((value) => 2 * value - 1);
      return { target, gradient: images.map((x, i) => x - target[i]), diagnostics: { evaluations: 0 } };
    },
  };
}
