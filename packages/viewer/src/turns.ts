import { setImmediate as othersFirst } from 'node:timers/promises';

/** Steps under way at the same time: one may wait for the disk. */
const TOGETHER = 2;

/**
 * Work that is long in all, of many, in small steps: one after the other in the order asked for, with room for
 * everything else between two. So no request waits for the megabytes of others.
 */
export class Turns {
  readonly #waiting: (() => Promise<void>)[] = [];
  #working = 0;

  /** Does a step when it is its turn. @returns what it returns, or how it fails */
  take<T>(step: () => T | Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push(async () => {
        try {
          resolve(await step());
        } catch (error) {
          reject(error);
        }
      });
      if (this.#working < TOGETHER) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#working++;
    for (let step = this.#waiting.shift(); step; step = this.#waiting.shift()) {
      await step();
      await othersFirst();
    }
    this.#working--;
  }
}
