import { expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { EdgeHeap } from './edge-heap.ts';

test('gives the cheapest first, through changes and removals', () => {
  const rng = new Rng(3);
  const heap = new EdgeHeap(200, 200);
  const costs = new Map<number, number>();
  for (let step = 0; step < 5000; step++) {
    const item = Math.floor(rng.uniform() * 200);
    if (rng.uniform() < 0.6) {
      const cost = Math.floor(rng.uniform() * 50);
      heap.set(item, cost);
      costs.set(item, cost);
    } else if (rng.uniform() < 0.5) {
      heap.remove(item);
      costs.delete(item);
    } else if (heap.size > 0) {
      const least = Math.min(...costs.values());
      const popped = heap.pop();
      expect(costs.get(popped)).toBe(least);
      costs.delete(popped);
    }
    expect(heap.size).toBe(costs.size);
  }
});
