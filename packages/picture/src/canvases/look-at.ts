import type { Drawing, Images } from '@modeseek/core';

/** The colours of what a model draws, for people: of the model's size, in [0, 1]. */
export async function lookAt(drawn: Float32Array, drawing: Drawing): Promise<Images> {
  return bounded((await drawing.unpack(drawn, drawing.size)).images);
}

/** Pictures with colours in [0, 1]. */
export function bounded(images: Images): Images {
  return { ...images, data: images.data.map((value) => Math.min(1, Math.max(0, value))) };
}
