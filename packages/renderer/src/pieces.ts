import type { FieldValues, RadianceField } from '@modeseek/core';

/**
 * `field.forward` of any number of points, at most `size` at a time: fields keep what `backward` needs of
 * every point.
 * @param points `[count, 3]`
 */
export async function forwardInPieces(
  field: RadianceField,
  points: Float32Array,
  count: number,
  size: number,
): Promise<FieldValues> {
  if (count <= size) return field.forward(points, count);
  const all: FieldValues = { density: new Float32Array(count), colour: new Float32Array(count * 3) };
  for (const [begin, end] of pieces(count, size)) {
    const { density, colour } = await field.forward(points.subarray(begin * 3, end * 3), end - begin);
    all.density.set(density.subarray(0, end - begin), begin);
    all.colour.set(colour.subarray(0, (end - begin) * 3), begin * 3);
  }
  return all;
}

/**
 * The backward of `forwardInPieces` for the same points. Where there were several pieces the field no longer
 * has what it needs of all but the last, and goes forward through each again.
 * @param gradient the loss's, by density `[count]` and colour `[count, 3]`
 */
export async function backwardInPieces(
  field: RadianceField,
  points: Float32Array,
  count: number,
  size: number,
  gradient: FieldValues,
): Promise<void> {
  if (count <= size) return field.backward(gradient.density, gradient.colour);
  for (const [begin, end] of pieces(count, size)) {
    await field.forward(points.subarray(begin * 3, end * 3), end - begin);
    await field.backward(gradient.density.subarray(begin, end), gradient.colour.subarray(begin * 3, end * 3));
  }
}

function pieces(count: number, size: number): [begin: number, end: number][] {
  return Array.from({ length: Math.ceil(count / size) }, (_, i) => [
    i * size,
    Math.min(count, (i + 1) * size),
  ]);
}
