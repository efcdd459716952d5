/** Things in groups: union-find with path halving (Tarjan and van Leeuwen 1984). */
export class Groups {
  readonly #parent: Uint32Array;

  constructor(count: number) {
    this.#parent = new Uint32Array(count);
    for (let i = 0; i < count; i++) this.#parent[i] = i;
  }

  /** The thing that stands for another's group. */
  rootOf(thing: number): number {
    const parent = this.#parent;
    let at = thing;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  join(one: number, other: number): void {
    this.#parent[this.rootOf(one)] = this.rootOf(other);
  }

  /** Groups numbered from 0 in the order of their first things. */
  numbered(): { of: Uint32Array; count: number } {
    const of = new Uint32Array(this.#parent.length);
    const numbers = new Uint32Array(this.#parent.length);
    let count = 0;
    for (let i = 0; i < of.length; i++) {
      const root = this.rootOf(i);
      if (numbers[root] === 0) numbers[root] = ++count;
      of[i] = numbers[root] - 1;
    }
    return { of, count };
  }
}
