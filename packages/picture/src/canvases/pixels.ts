import type { Images } from '@modeseek/core';
import type { CanvasKind } from './canvas.ts';
import { geometryOf, geometryShapes } from './geometry.ts';
import { bounded } from './look-at.ts';
import { Numbers } from './numbers.ts';

/**
 * Pixels of any size. The model sees them resampled, or encoded; what it wants in their place is resampled, or
 * decoded, and the pixels go there: no gradient goes through the encoder.
 */
export const pixelCanvas: CanvasKind<'pixels'> = {
  name: 'pixels',
  title: 'pixels of any size, which models of latents encode',
  anySize: true,
  learningRate: '0:0.1 1:0.01 log',
  async create(surroundings) {
    const { pictures, size, drawing } = surroundings;
    const numbers = new Numbers({ colours: [pictures, size, size, 3], ...geometryShapes(surroundings) });
    const [colours, ...geometry] = numbers.values;
    const images = (): Images => ({
      data: colours.map((value) => (value + 1) / 2),
      batch: pictures,
      height: size,
      width: size,
    });
    return {
      state: numbers.state,
      draw: () => drawing.pack({ images: images(), ...geometryOf(geometry, pictures * size * size) }),
      async aim(wanted) {
        const goal = await drawing.unpack(wanted, size);
        numbers.aim([goal.images.data.map((value) => 2 * value - 1), goal.opacity, goal.points]);
      },
      backward: async () => numbers.backward(),
      step: (rate) => numbers.step(rate),
      look: async () => bounded(images()),
      async dispose() {},
    };
  },
};
