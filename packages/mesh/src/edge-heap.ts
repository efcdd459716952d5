/** Numbers from 0 to below `count`, each with a cost, of which the cheapest is had next: a binary heap. */
export class EdgeHeap {
  private readonly cost: Float64Array;
  private readonly heap: Int32Array;
  /** Where each is in the heap; -1 when it is not. */
  private readonly placeOf: Int32Array;
  private length = 0;

  /** @param most how many are in it at once */
  constructor(count: number, most: number) {
    this.cost = new Float64Array(count);
    this.heap = new Int32Array(most);
    this.placeOf = new Int32Array(count).fill(-1);
  }

  get size(): number {
    return this.length;
  }

  /** Puts one in, or gives it another cost. */
  set(item: number, cost: number): void {
    this.cost[item] = cost;
    if (this.placeOf[item] < 0) this.put(item, this.length++);
    this.settle(this.placeOf[item]);
  }

  /** Takes one out, if it is in. */
  remove(item: number): void {
    const place = this.placeOf[item];
    if (place < 0) return;
    this.placeOf[item] = -1;
    const last = this.heap[--this.length];
    if (last === item) return;
    this.put(last, place);
    this.settle(place);
  }

  /** Takes out the cheapest; of those that cost the same, any. */
  pop(): number {
    const item = this.heap[0];
    this.remove(item);
    return item;
  }

  private put(item: number, place: number): void {
    this.heap[place] = item;
    this.placeOf[item] = place;
  }

  /** Moves what is at a place up or down to where it belongs. */
  private settle(from: number): void {
    const { heap, cost, length } = this;
    const item = heap[from];
    const own = cost[item];
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (cost[heap[parent]] <= own) break;
      this.put(heap[parent], place);
      place = parent;
    }
    for (let child = 2 * place + 1; child < length; child = 2 * place + 1) {
      if (child + 1 < length && cost[heap[child + 1]] < cost[heap[child]]) child++;
      if (cost[heap[child]] >= own) break;
      this.put(heap[child], place);
      place = child;
    }
    this.put(item, place);
  }
}
