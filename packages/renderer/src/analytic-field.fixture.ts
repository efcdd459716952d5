import type { RadianceField } from '@modeseek/core';

/**
 * A field with few parameters and exact gradients: density exp(a . x + b), colour sigmoid(M x + c). The
 * density's direction of change is the same everywhere, so normals do not depend on where they are taken, and
 * the renderer's gradients have no detached part.
 */
export function exponentialField(a: number[], b: number, m: number[], c: number[]) {
  const parameters = Float64Array.from([...a, b, ...m, ...c]);
  const gradient = new Float64Array(16);
  const dot = (row: number, x: Float32Array, i: number) =>
    parameters[row] * x[i] + parameters[row + 1] * x[i + 1] + parameters[row + 2] * x[i + 2];
  const evaluate = (x: Float32Array, count: number) => {
    const density = new Float32Array(count);
    const colour = new Float32Array(count * 3);
    for (let i = 0; i < count; i++) {
      density[i] = Math.exp(dot(0, x, i * 3) + parameters[3]);
      for (let k = 0; k < 3; k++) {
        colour[i * 3 + k] = 1 / (1 + Math.exp(-dot(4 + 3 * k, x, i * 3) - parameters[13 + k]));
      }
    }
    return { density, colour };
  };
  let saved = { x: new Float32Array(0), ...evaluate(new Float32Array(0), 0) };
  const field: RadianceField = {
    async forward(x, count) {
      saved = { x: x.slice(0, count * 3), ...evaluate(x, count) };
      return { density: saved.density, colour: saved.colour };
    },
    async query(x, count) {
      return evaluate(x, count);
    },
    async backward(densityGradient, colourGradient) {
      const { x, density, colour } = saved;
      for (let i = 0; i < density.length; i++) {
        const byLogDensity = densityGradient[i] * density[i];
        for (let axis = 0; axis < 3; axis++) gradient[axis] += byLogDensity * x[i * 3 + axis];
        gradient[3] += byLogDensity;
        for (let k = 0; k < 3; k++) {
          const value = colour[i * 3 + k];
          const byLogit = colourGradient[i * 3 + k] * value * (1 - value);
          for (let axis = 0; axis < 3; axis++) gradient[4 + 3 * k + axis] += byLogit * x[i * 3 + axis];
          gradient[13 + k] += byLogit;
        }
      }
    },
  };
  return { ...field, parameters, gradient };
}

/** A ball of constant density and colour around the origin. */
export function ballField(radius: number, inside: number, rgb = [0.8, 0.5, 0.2]): RadianceField {
  const evaluate = async (x: Float32Array, count: number) => {
    const density = new Float32Array(count);
    const colour = new Float32Array(count * 3);
    for (let i = 0; i < count; i++) {
      if (Math.hypot(x[i * 3], x[i * 3 + 1], x[i * 3 + 2]) < radius) density[i] = inside;
      colour.set(rgb, i * 3);
    }
    return { density, colour };
  };
  return { forward: evaluate, query: evaluate, backward: async () => {} };
}

/** A field of constant density and colour. */
export function constantField(density: number, rgb = [0.8, 0.5, 0.2]): RadianceField {
  return ballField(Number.POSITIVE_INFINITY, density, rgb);
}
