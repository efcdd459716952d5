import { setImmediate as immediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { Turns } from './turns.ts';

test('steps are done in order, few at a time, with room for others between them', async () => {
  const turns = new Turns();
  const order: number[] = [];
  let [together, most, rounds] = [0, 0, 0];
  let busy = true;
  const others = (async () => {
    for (; busy; rounds++) await immediate();
  })();
  const step = (number: number) => async () => {
    most = Math.max(most, ++together);
    await immediate();
    together--;
    order.push(number);
    return number;
  };
  const done = await Promise.all(Array.from({ length: 100 }, (_, i) => turns.take(step(i))));
  busy = false;
  await others;
  expect(done).toEqual(order);
  expect(order).toEqual(Array.from({ length: 100 }, (_, i) => i));
  expect(most).toBe(2);
  expect(rounds).toBeGreaterThanOrEqual(50);
});

test('a step that fails fails alone', async () => {
  const turns = new Turns();
  const failing = turns.take(() => {
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await turns.take(() => 1)).toBe(1);
});
