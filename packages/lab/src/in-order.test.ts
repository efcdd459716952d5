import { expect, test } from '@jest/globals';
import { inOrder } from './in-order.ts';

/** Work that ends when it is told to. */
function held() {
  const ends = new Map<number, () => void>();
  const begun: number[] = [];
  const work = (item: number) => {
    begun.push(item);
    return new Promise<string>((resolve) => ends.set(item, () => resolve(`made ${item}`)));
  };
  return { work, begun, end: (item: number) => ends.get(item)!() };
}

test('so many at once, and in order', async () => {
  const { work, begun, end } = held();
  const made = inOrder([1, 2, 3], 2, work);
  const first = made.next();
  expect(begun).toEqual([1, 2]);
  end(2);
  end(1);
  expect((await first).value).toBe('made 1');
  expect(begun).toEqual([1, 2]); // while the first is looked at
  expect((await made.next()).value).toBe('made 2');
  expect(begun).toEqual([1, 2, 3]);
  end(3);
  expect((await made.next()).value).toBe('made 3');
  expect(await made.next()).toEqual({ done: true, value: undefined });
});

test('a failure comes in its turn, and nothing begins behind it', async () => {
  const begun: number[] = [];
  const made = inOrder([1, 2, 3, 4], 1, async (item) => {
    begun.push(item);
    if (item === 2) throw new Error('two');
    return item;
  });
  expect((await made.next()).value).toBe(1);
  await expect(made.next()).rejects.toThrow('two');
  expect(await made.next()).toEqual({ done: true, value: undefined });
  expect(begun).toEqual([1, 2]);
});
