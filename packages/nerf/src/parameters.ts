import type { Parameter, Rng } from '@modeseek/core';
import { FEATURES_PER_LEVEL, type FieldConfig, OUTPUTS } from './config.ts';
import { gridLevels } from './encodings/index.ts';
import { inputCount, tableEntries } from './grid.ts';

/**
 * Half-width of the uniform distribution that hash-table entries start from (Mueller et al. 2022, section 4).
 */
const TABLE_INIT = 1e-4;

/** Names and shapes of a field's parameters, in this order. The network has no biases: x W1, ReLU, W2. */
export function parameterShapes(config: FieldConfig): { name: string; shape: readonly number[] }[] {
  return [
    { name: 'table', shape: [tableEntries(gridLevels(config)), FEATURES_PER_LEVEL] },
    { name: 'hidden.weight', shape: [inputCount(config), config.hidden] },
    { name: 'output.weight', shape: [config.hidden, OUTPUTS] },
  ];
}

/** Parameters and zero gradients on the heap. */
export function allocateParameters(config: FieldConfig): Parameter[] {
  return parameterShapes(config).map(({ name, shape }) => {
    const length = shape.reduce((a, b) => a * b, 1);
    return { name, shape, data: new Float32Array(length), gradient: new Float32Array(length) };
  });
}

/**
 * Starting values: the table nearly zero, weights uniform with variance 2 / inputs (He et al. 2015, eq. 10).
 */
export function initialiseParameters(parameters: readonly Parameter[], rng: Rng): void {
  for (const { name, shape, data } of parameters) {
    const bound = name === 'table' ? TABLE_INIT : Math.sqrt(6 / shape[0]);
    for (let i = 0; i < data.length; i++) data[i] = rng.uniform(-bound, bound);
  }
}
