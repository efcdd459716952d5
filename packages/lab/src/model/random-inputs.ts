import { Rng } from '@modeseek/core';
import type { GraphInput } from '@modeseek/graph';

/** Tensors that a network may be given, of so many pictures; numbers of pictures, texts and latents are normal. */
export function randomInputs(inputs: readonly GraphInput[], pictures: number) {
  const rng = new Rng('inputs');
  const tensors = inputs.map(({ name, shape: sizes, below }) => {
    const shape = sizes.map((size) => (size === 'n' ? pictures : size));
    const data = new Float32Array(shape.reduce((a, b) => a * b, 1));
    if (below !== undefined) return [name, { shape, data: Int32Array.from(data, () => rng.int(below)) }];
    return [name, { shape, data: name === 'timestep' ? data.fill(500) : rng.normals(data) }];
  });
  return Object.fromEntries(tensors);
}
