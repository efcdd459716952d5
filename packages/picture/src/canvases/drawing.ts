import type { CanvasKind } from './canvas.ts';
import { lookAt } from './look-at.ts';
import { Numbers } from './numbers.ts';

/**
 * What the model draws is optimised itself: its pixels, and geometry if it draws some, or its latents. For
 * latents this is the usual way of optimising pictures: nothing is encoded, and decoded only to be looked at.
 */
export const drawingCanvas: CanvasKind<'drawing'> = {
  name: 'drawing',
  title: 'what the model draws itself: its pixels, or latents',
  anySize: false,
  learningRate: '0:0.1 1:0.01 log',
  async create({ pictures, drawing }) {
    const numbers = new Numbers({ drawing: [pictures, drawing.length] });
    const [drawn] = numbers.values;
    return {
      state: numbers.state,
      draw: async () => drawn.slice(),
      aim: async (wanted) => numbers.aim([wanted]),
      backward: async () => numbers.backward(),
      step: (rate) => numbers.step(rate),
      look: () => lookAt(drawn, drawing),
      async dispose() {},
    };
  },
};
