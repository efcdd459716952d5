import { Rng } from '@modeseek/core';

/** How often the commonest of several kinds is taken, beside its own share of the rest. */
const COMMONEST = 0.8;

/**
 * Draws what is likely, most of the time: builds made with it are what a bare noun brings to mind, where
 * those of an ordinary generator spread over all that there is. Sizes and places (`uniform`) vary as ever.
 * The commonest kind of a list is taken at the first draw from it; later ones of the same list are variety
 * within one object, as the colours of a shelf's books are, and left alone.
 */
export class TypicalRng extends Rng {
  private readonly met = new Set<string>();

  override fork(name: string): TypicalRng {
    return new TypicalRng(`${name}:${this.uint32()}`);
  }

  /** With odds that are the cube of those of p. */
  override chance(p: number): boolean {
    return super.chance(p ** 3 / (p ** 3 + (1 - p) ** 3));
  }

  override pick<T>(list: readonly T[]): T {
    const key = list.map(String).join();
    if (this.met.has(key)) return super.pick(list);
    this.met.add(key);
    return this.uniform() < COMMONEST ? commonest(list) : super.pick(list);
  }
}

/** The element that a list holds most often, the first of those. */
function commonest<T>(list: readonly T[]): T {
  const count = (wanted: T) => list.filter((each) => each === wanted).length;
  return list.reduce((best, each) => (count(each) > count(best) ? each : best));
}
