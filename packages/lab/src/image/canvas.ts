import type { Kernels } from '@modeseek/backend';
import { type Drawing, type Parameter, PixelDrawing, Rng, UserError } from '@modeseek/core';
import { createField, referenceAdam } from '@modeseek/nerf';

/** Pictures as an optimiser sees them: parameters in, what a model draws out, and the way back. */
export interface Canvas {
  /** The pictures now, `[pictures, numbers of one]` as in `Drawing`. */
  draw(): Promise<Float32Array>;
  readonly parameters: readonly Parameter[];
  /** Sets the parameters' gradients, given the loss's gradient by the last `draw`. */
  backward(gradient: Float32Array): Promise<void>;
  /** Moves the parameters against their gradients. */
  step(rate: number): Promise<void>;
  dispose(): Promise<void>;
}

export const CANVASES = ['pixels', 'grid'] as const;
export type CanvasKind = (typeof CANVASES)[number];

/** Numbers that are the parameters themselves, all zero at the start: grey. */
function numberCanvas(count: number): Canvas {
  const data = new Float32Array(count);
  const gradient = new Float32Array(count);
  const parameters = [{ name: 'numbers', shape: [count], data, gradient }];
  const adam = referenceAdam(parameters, { sparse: [] });
  return {
    parameters,
    draw: async () => data.slice(),
    async backward(given) {
      gradient.set(given);
    },
    step: (rate) => adam.update(rate),
    async dispose() {},
  };
}

/**
 * Colours that lie one over the other in a hash grid, the trainer's own field, of which only colours are
 * used; geometry beside them as bare numbers.
 */
async function gridCanvas(
  pictures: number,
  drawing: PixelDrawing,
  kernels: Kernels,
  seed: string,
): Promise<Canvas> {
  const { size, colourLength: colours, geometryLength: geometry, length: all } = drawing;
  const field = await createField({ finestResolution: size }, new Rng(seed), kernels);
  const adam = kernels.adam(field, { sparse: [] });
  const beside = numberCanvas(pictures * geometry);
  const count = pictures * size * size;
  const points = new Float32Array(3 * count);
  const middle = (i: number, of: number) => (2 * i + 1) / of - 1;
  for (let i = 0; i < count; i++) {
    points[3 * i] = middle(i % size, size);
    points[3 * i + 1] = middle(Math.floor(i / size) % size, size);
    points[3 * i + 2] = middle(Math.floor(i / size / size), pictures);
  }
  return {
    parameters: [...field.parameters, ...beside.parameters],
    async draw() {
      const { colour } = await field.forward(points, count);
      const rest = await beside.draw();
      const out = new Float32Array(pictures * all);
      for (let picture = 0; picture < pictures; picture++) {
        const at = picture * all;
        for (let i = 0; i < colours; i++) out[at + i] = 2 * colour[picture * colours + i] - 1;
        out.set(rest.subarray(picture * geometry, (picture + 1) * geometry), at + colours);
      }
      return out;
    },
    async backward(given) {
      const byColour = new Float32Array(3 * count);
      const byRest = new Float32Array(pictures * geometry);
      for (let picture = 0; picture < pictures; picture++) {
        const at = picture * all;
        for (let i = 0; i < colours; i++) byColour[picture * colours + i] = 2 * given[at + i];
        byRest.set(given.subarray(at + colours, at + all), picture * geometry);
      }
      await field.zeroGradients();
      await field.backward(new Float32Array(count), byColour);
      await beside.backward(byRest);
    },
    async step(rate) {
      await adam.update(rate);
      await beside.step(rate);
    },
    dispose: () => field.dispose(),
  };
}

/** @throws UserError for a grid, where drawings are not pixels */
export async function createCanvas(
  kind: CanvasKind,
  pictures: number,
  drawing: Drawing,
  kernels: Kernels,
  seed: string,
): Promise<Canvas> {
  if (kind === 'pixels') return numberCanvas(pictures * drawing.length);
  if (drawing instanceof PixelDrawing) return gridCanvas(pictures, drawing, kernels, seed);
  throw new UserError('the canvas grid is for models of pixels, and this is one of latents; give pixels');
}
