import type { Kernels } from '@modeseek/backend';
import { Rng } from '@modeseek/core';
import { type Adam, createAdam, createField, type Parameter } from '@modeseek/nerf';

/** Pictures as an optimiser sees them: parameters in, pixels out, and the way back. */
export interface Canvas {
  readonly parameters: readonly Parameter[];
  /** Moves the parameters against their gradients. */
  readonly adam: Adam;
  /** The pictures now, `[pictures, size, size, 3]` in [-1, 1]. */
  draw(): Promise<Float32Array>;
  /** Sets the parameters' gradients, given the loss's gradient by the last `draw`. */
  backward(gradient: Float32Array): Promise<void>;
  dispose(): Promise<void>;
}

export const CANVASES = ['pixels', 'grid'] as const;
export type CanvasKind = (typeof CANVASES)[number];

/** Pictures whose pixels are the parameters, all grey at the start. */
function pixelCanvas(pictures: number, size: number): Canvas {
  const data = new Float32Array(pictures * size * size * 3);
  const gradient = new Float32Array(data.length);
  const parameters = [{ name: 'pixels', shape: [pictures, size, size, 3], data, gradient }];
  return {
    parameters,
    adam: createAdam(parameters, { sparse: [] }),
    draw: async () => data.slice(),
    async backward(given) {
      gradient.set(given);
    },
    async dispose() {},
  };
}

/** Pictures that lie one over the other in a hash grid: the trainer's own field, of which only colours are used. */
async function gridCanvas(pictures: number, size: number, compute: Kernels, seed: string): Promise<Canvas> {
  const field = await createField({ finestResolution: size }, new Rng(seed), compute);
  const count = pictures * size * size;
  const points = new Float32Array(3 * count);
  const middle = (i: number, of: number) => (2 * i + 1) / of - 1;
  for (let i = 0; i < count; i++) {
    points[3 * i] = middle(i % size, size);
    points[3 * i + 1] = middle(Math.floor(i / size) % size, size);
    points[3 * i + 2] = middle(Math.floor(i / size / size), pictures);
  }
  return {
    parameters: field.parameters,
    adam: createAdam(field, { sparse: [] }),
    async draw() {
      const { colour } = await field.forward(points, count);
      return colour.slice(0, 3 * count).map((value) => 2 * value - 1);
    },
    async backward(given) {
      await field.zeroGradients();
      await field.backward(
        new Float32Array(count),
        given.map((g) => 2 * g),
      );
    },
    dispose: () => field.dispose(),
  };
}

export function createCanvas(
  kind: CanvasKind,
  pictures: number,
  size: number,
  compute: Kernels,
  seed: string,
): Promise<Canvas> {
  return kind === 'pixels'
    ? Promise.resolve(pixelCanvas(pictures, size))
    : gridCanvas(pictures, size, compute, seed);
}
