import type { Accessor } from '@gltf-transform/core';
import { UserError } from '@modeseek/core';

/** What a whole number of each kind is divided by where it stands for one in [-1, 1]. */
const NORMALS = new Map<unknown, number>([
  [Int8Array, 127],
  [Uint8Array, 255],
  [Int16Array, 32_767],
  [Uint16Array, 65_535],
]);

/**
 * An accessor's numbers as floats.
 * @param count elements that it must have
 * @param width numbers of each; what an element has beyond is left out
 * @returns `[count, width]`
 * @throws UserError where there are fewer
 */
export function floatsOf(accessor: Accessor, count: number, width: number): Float32Array {
  const array = accessor.getArray();
  const size = accessor.getElementSize();
  if (!array || size < width || array.length < count * size) {
    throw new UserError('its attributes have different lengths, or kinds that they cannot have');
  }
  if (array instanceof Float32Array && size === width) return array.slice(0, count * width);
  const divisor = accessor.getNormalized() ? (NORMALS.get(array.constructor) ?? 1) : 1;
  const least = divisor === 1 ? Number.NEGATIVE_INFINITY : -1;
  const out = new Float32Array(count * width);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < width; k++) out[i * width + k] = Math.max(least, array[i * size + k] / divisor);
  }
  return out;
}
