/** Least and greatest coordinates of something. */
export interface Box {
  low: [number, number, number];
  high: [number, number, number];
}

/** The box around points `[count, 3]`; null where there are none. */
export function boxOf(positions: Float32Array): Box | null {
  if (positions.length === 0) return null;
  const low: Box['low'] = [positions[0], positions[1], positions[2]];
  const high: Box['high'] = [...low];
  for (let i = 3; i < positions.length; i++) {
    const k = i % 3;
    if (positions[i] < low[k]) low[k] = positions[i];
    if (positions[i] > high[k]) high[k] = positions[i];
  }
  return { low, high };
}

export function middleOf({ low, high }: Box): [number, number, number] {
  return [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2];
}

/** Length of a box's diagonal. */
export function diagonalOf({ low, high }: Box): number {
  return Math.hypot(high[0] - low[0], high[1] - low[1], high[2] - low[2]);
}
