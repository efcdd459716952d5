import { UserError } from '@modeseek/core';
import { READ_LIMITS } from './reader.ts';

/** Numbers whose count is not known before they are read: a typed array that grows, up to a bound. */
class GrowingList<A extends Float32Array | Float64Array | Uint32Array> {
  #values: A;
  #length = 0;

  constructor(private readonly make: (length: number) => A) {
    this.#values = make(1024);
  }

  get length(): number {
    return this.#length;
  }

  /** @throws UserError where there are too many */
  push(value: number): void {
    if (this.#length === this.#values.length) {
      if (this.#length > 3 * READ_LIMITS.drawn) throw new UserError('it is too large');
      const grown = this.make(2 * this.#length);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#length++] = value;
  }

  /** What is there; for as long as nothing is added. */
  get values(): A {
    return this.#values.subarray(0, this.#length) as A;
  }
}

export class FloatList extends GrowingList<Float32Array> {
  constructor() {
    super((length) => new Float32Array(length));
  }
}

export class WholeList extends GrowingList<Uint32Array> {
  constructor() {
    super((length) => new Uint32Array(length));
  }
}

export class DoubleList extends GrowingList<Float64Array> {
  constructor() {
    super((length) => new Float64Array(length));
  }
}
