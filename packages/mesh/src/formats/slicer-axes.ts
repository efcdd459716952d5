/**
 * What slicers take a model to be in: millimetres, +z up, the front towards -y; of metres, +y up, the front
 * towards +z. A matrix by columns.
 */
export const TO_SLICER = [1000, 0, 0, 0, 0, 0, 1000, 0, 0, -1000, 0, 0, 0, 0, 0, 1] as const;

/** Positions `[count, 3]` moved there. */
export function toSlicer(positions: Float32Array): Float32Array {
  const out = new Float32Array(positions.length);
  for (let i = 0; i < positions.length; i += 3) {
    out[i] = 1000 * positions[i];
    out[i + 1] = -1000 * positions[i + 2];
    out[i + 2] = 1000 * positions[i + 1];
  }
  return out;
}
