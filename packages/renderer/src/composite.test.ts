import { describe, expect, test } from '@jest/globals';
import { Rng, relativeError } from '@modeseek/core';
import { type Composite, Compositor } from './composite.ts';
import { centralDifferences } from './finite-differences.fixture.ts';
import type { Samples } from './sampling.ts';

const END = 1e-3;

/** `rays` rays from distance 2 on with `each` pieces of one length. */
function slab(rays: number, each: number, length: number): Samples {
  const count = rays * each;
  const step = length / each;
  return {
    offsets: Uint32Array.from({ length: rays + 1 }, (_, ray) => ray * each),
    count,
    positions: new Float32Array(count * 3),
    t: Float32Array.from({ length: count }, (_, i) => 2 + ((i % each) + 0.5) * step),
    delta: new Float32Array(count).fill(step),
  };
}

const normals = (rng: Rng, length: number) => rng.normals(new Float32Array(length));
const uniforms = (rng: Rng, length: number, high: number) =>
  Float32Array.from({ length }, () => rng.uniform(0, high));

describe('Compositor', () => {
  test('a slab of constant density: opacity 1 - exp(-density L), depth of an exponential law', async () => {
    const [density, length] = [1.7, 1.5];
    const samples = slab(2, 2000, length);
    const field = {
      density: new Float32Array(4000).fill(density),
      colour: new Float32Array(12000).fill(0.25),
    };
    const { colour, opacity, depth } = await new Compositor(END).forward(samples, 2, field);
    const through = Math.exp(-density * length);
    for (const ray of [0, 1]) {
      expect(opacity[ray]).toBeCloseTo(1 - through, 5);
      expect(colour[ray * 3 + 1]).toBeCloseTo(0.25 * (1 - through), 5);
      const mean = 2 + 1 / density - (length * through) / (1 - through);
      expect(depth[ray] / opacity[ray]).toBeCloseTo(mean, 4);
    }
  });

  test('opacity of a slab does not depend on how finely it is cut', async () => {
    for (const each of [1, 3, 50]) {
      const field = { density: new Float32Array(each).fill(2), colour: new Float32Array(each * 3) };
      const { opacity } = await new Compositor(END).forward(slab(1, each, 1), 1, field);
      expect(opacity[0]).toBeCloseTo(1 - Math.exp(-2), 6);
    }
  });

  test.each([
    ['thin', 2],
    ['opaque: most rays end early', 60],
  ])('gradients against central differences, %s', async (_, most) => {
    const rng = new Rng(3);
    const [rays, each] = [6, 12];
    const samples = slab(rays, each, 1.5);
    const field = { density: uniforms(rng, rays * each, most), colour: uniforms(rng, rays * each * 3, 1) };
    const gradient: Composite = {
      colour: normals(rng, rays * 3),
      opacity: normals(rng, rays),
      depth: normals(rng, rays),
    };
    const compositor = new Compositor(END);
    const loss = async () => {
      const out = await compositor.forward(samples, rays, field);
      let sum = 0;
      for (const key of ['colour', 'opacity', 'depth'] as const) {
        out[key].forEach((value, i) => {
          sum += value * gradient[key][i];
        });
      }
      return sum;
    };
    const byDensity = await centralDifferences(loss, field.density, 5e-2);
    const byColour = await centralDifferences(loss, field.colour, 1e-2);
    await loss();
    const exact = await compositor.backward(samples, rays, gradient);
    expect(relativeError(exact.density, byDensity)).toBeLessThan(1e-3);
    expect(relativeError(exact.colour, byColour)).toBeLessThan(1e-3);
  });

  test('nothing behind the end of a ray counts, forward or backward', async () => {
    const samples = slab(1, 4, 1);
    const field = { density: new Float32Array(4).fill(20), colour: new Float32Array(12).fill(1) };
    const compositor = new Compositor(END);
    const { opacity } = await compositor.forward(samples, 1, field);
    expect(Math.exp(-10)).toBeLessThan(END);
    expect(opacity[0]).toBeCloseTo(1 - Math.exp(-10), 6);
    const ones = () => new Float32Array(3).fill(1);
    const back = await compositor.backward(samples, 1, { colour: ones(), opacity: ones(), depth: ones() });
    expect([...back.density.slice(2)]).toEqual([0, 0]);
    expect([...back.colour.slice(6)]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(back.density[0]).not.toBe(0);
  });
});
