/** Lowest and highest corner of a box. */
export type Box = [low: number[], high: number[]];

/** The box around positions `[count, 3]`; infinite where there are none. */
export function boxOf(positions: Float32Array): Box {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i++) {
    const axis = i % 3;
    low[axis] = Math.min(low[axis], positions[i]);
    high[axis] = Math.max(high[axis], positions[i]);
  }
  return [low, high];
}

export function middleOf([low, high]: Box): [number, number, number] {
  return [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2];
}

/** Length of a box's diagonal. */
export function diagonalOf([low, high]: Box): number {
  return Math.hypot(high[0] - low[0], high[1] - low[1], high[2] - low[2]);
}
