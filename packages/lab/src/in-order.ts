/**
 * Works on items, so many at once, and yields what comes out in their order. Work goes on while nobody asks.
 * @param jobs at least 1
 * @throws what the work throws, in its turn; what is under way then goes on, and no other begins
 */
export async function* inOrder<Item, Made>(
  items: readonly Item[],
  jobs: number,
  work: (item: Item) => Promise<Made>,
): AsyncGenerator<Made> {
  const queue = items.map((item) => {
    let begin = () => {};
    const made = new Promise<void>((resolve) => {
      begin = resolve;
    }).then(() => work(item));
    made.catch(() => {}); // told in its turn
    return { begin, made };
  });
  let next = 0;
  const worker = async () => {
    for (;;) {
      const item = queue[next++];
      if (!item) return;
      item.begin();
      await item.made;
    }
  };
  for (let i = 0; i < jobs; i++) {
    worker().catch(() => {
      next = queue.length;
    });
  }
  for (const { made } of queue) yield await made;
}
