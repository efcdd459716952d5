import { describe, expect, test } from '@jest/globals';
import { type Drawing, type Parameter, PixelDrawing, Rng, seenOfColours } from '@modeseek/core';
import { referenceKernels } from '@modeseek/trainer';
import type { Canvas } from './canvas.ts';
import { CANVASES, canvasOf } from './index.ts';

const PICTURES = 2;
const PIXELS = new PixelDrawing(8, 2);

/** As models of latents draw: each number is the mean of a block of 2 by 2 pixels, one colour after the other. */
const BLOCKS: Drawing = {
  size: 8,
  geometryScale: 0,
  length: 3 * 16,
  async pack(seen) {
    const whole = await new PixelDrawing(8, 0).pack(seen);
    const out = new Float32Array((whole.length / 192) * 48);
    for (let i = 0; i < out.length; i++) {
      const [picture, c, y, x] = [Math.floor(i / 48), Math.floor(i / 16) % 3, Math.floor(i / 4) % 4, i % 4];
      const at = (dy: number, dx: number) => whole[192 * picture + 3 * (8 * (2 * y + dy) + 2 * x + dx) + c];
      out[i] = (at(0, 0) + at(0, 1) + at(1, 0) + at(1, 1)) / 4;
    }
    return out;
  },
  async unpack(drawing, edge) {
    return seenOfColours(await this.colours(drawing), 8, edge);
  },
  async colours(drawing) {
    const out = new Float32Array((drawing.length / 48) * 192);
    for (let i = 0; i < out.length; i++) {
      const [picture, y, x, c] = [Math.floor(i / 192), Math.floor(i / 24) % 8, Math.floor(i / 3) % 8, i % 3];
      out[i] = drawing[48 * picture + 16 * c + 4 * Math.floor(y / 2) + Math.floor(x / 2)];
    }
    return out;
  },
  recoloured: async () => Promise.reject(new Error('nobody asks for it')),
};

const create = (kind: string, drawing: Drawing, size = 8) =>
  canvasOf(kind).create({
    pictures: PICTURES,
    size,
    drawing,
    kernels: referenceKernels,
    rng: new Rng('grid'),
  });

/** Parameters that are anything. */
function scatter({ state }: Canvas): readonly Parameter[] {
  const rng = new Rng(1);
  for (const { data } of state.field.parameters)
    for (let i = 0; i < data.length; i++) data[i] = rng.uniform(-0.5, 0.5);
  return state.field.parameters;
}

const distance = (a: Float32Array, b: Float32Array) =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0) / a.length);

describe.each([
  ['pixels', PIXELS],
  ['latents', BLOCKS],
] as const)('of a model of %s', (_, drawing) => {
  test.each(CANVASES)('$name: the gradient, against central differences', async ({ name }) => {
    const canvas = await create(name, drawing);
    const parameters = scatter(canvas);
    const wanted = new Rng(2).normals(new Float32Array(PICTURES * drawing.length));
    expect(await canvas.draw()).toHaveLength(wanted.length);
    await canvas.aim(wanted);
    await canvas.backward();
    for (const { data, gradient } of parameters) {
      const expected = gradient.slice();
      const largest = expected.reduce((best, g, i) => (Math.abs(g) > Math.abs(expected[best]) ? i : best), 0);
      if (expected[largest] === 0) continue; // density takes no part
      const value = data[largest];
      const lossAt = async (x: number) => {
        data[largest] = x;
        return canvas.backward();
      };
      const slope = ((await lossAt(value + 2e-3)) - (await lossAt(value - 2e-3))) / 4e-3;
      data[largest] = value;
      expect(slope / expected[largest]).toBeCloseTo(1, 1);
    }
    await canvas.dispose();
  });

  test.each(CANVASES)('$name: goes where it is to go, of its own size', async ({ name, anySize }) => {
    const size = anySize ? 16 : 8;
    const canvas = await create(name, drawing, size);
    // A slope in each colour, which any size shows.
    const slope = new Float32Array(PICTURES * 192);
    for (let i = 0; i < slope.length; i++) slope[i] = ((Math.floor(i / 3) % 8) / 8 - 0.5) * (1 - (i % 3) / 2);
    const wanted = await drawing.pack(seenOfColours(slope, 8, 8));
    const before = distance(await canvas.draw(), wanted);
    for (let i = 0; i < 60; i++) {
      await canvas.aim(wanted);
      await canvas.backward();
      await canvas.step(0.03);
    }
    expect(distance(await canvas.draw(), wanted)).toBeLessThan(0.25 * before);
    const { data, batch, width, height } = await canvas.look();
    expect({ batch, width, height }).toEqual({ batch: PICTURES, width: size, height: size });
    expect(Math.min(...data)).toBeGreaterThanOrEqual(0);
    // Red grows from left to right, blue does not.
    const [left, right] = [0, size - 1].map((x) => data.subarray(3 * (size * 3 + x)));
    expect(right[0] - left[0]).toBeGreaterThan(0.2);
    expect(Math.abs(right[2] - left[2])).toBeLessThan(0.1);
    await canvas.dispose();
  });
});
