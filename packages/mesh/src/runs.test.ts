import { expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { runsOf } from './runs.ts';

test.each([0.1, 0.3, 0.5, 0.9])(
  'components of noise are those that a flood finds; %d of it belongs',
  (share) => {
    const rng = new Rng(9);
    const size = 15;
    const set = Uint8Array.from({ length: size ** 3 }, () => Number(rng.uniform() < share));
    const { count, start, end, component } = runsOf(size, (i) => set[i] === 1);
    const label = new Int32Array(set.length).fill(-1);
    for (let r = 0; r < count; r++) {
      expect(Math.floor(start[r] / size)).toBe(Math.floor((end[r] - 1) / size));
      label.fill(component[r], start[r], end[r]);
    }
    expect(label.every((of, i) => of >= 0 === (set[i] === 1))).toBe(true);
    const seen = new Map<number, number>();
    const flood = new Int32Array(set.length).fill(-1);
    let floods = 0;
    for (let from = 0; from < set.length; from++) {
      if (!set[from] || flood[from] >= 0) continue;
      const stack = [from];
      flood[from] = floods;
      for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
        const [x, y, z] = [i % size, Math.floor(i / size) % size, Math.floor(i / size ** 2)];
        const steps = [
          [x > 0, -1],
          [x < size - 1, 1],
          [y > 0, -size],
          [y < size - 1, size],
          [z > 0, -size * size],
          [z < size - 1, size * size],
        ] as const;
        for (const [within, step] of steps) {
          if (!within || !set[i + step] || flood[i + step] >= 0) continue;
          flood[i + step] = floods;
          stack.push(i + step);
        }
      }
      floods++;
    }
    for (let i = 0; i < set.length; i++) {
      if (!set[i]) continue;
      if (!seen.has(label[i])) seen.set(label[i], flood[i]);
      expect(flood[i]).toBe(seen.get(label[i]));
    }
    expect(seen.size).toBe(floods);
  },
);
