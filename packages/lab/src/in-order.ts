/**
 * Works on items, so many at once, and yields what comes out in their order. While one that is finished is
 * looked at, one less is worked on: nothing, with one job.
 * @param jobs at least 1
 * @throws what the work throws, in its turn; what is under way then goes on, and no other begins
 */
export async function* inOrder<Item, Made>(
  items: readonly Item[],
  jobs: number,
  work: (item: Item) => Promise<Made>,
): AsyncGenerator<Made> {
  const begun: Promise<Made>[] = [];
  for (let i = 0; i < items.length; i++) {
    while (begun.length < Math.min(i + jobs, items.length)) {
      const made = work(items[begun.length]);
      made.catch(() => {}); // told in its turn
      begun.push(made);
    }
    yield await begun[i];
  }
}
