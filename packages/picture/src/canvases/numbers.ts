import type { Parameter } from '@modeseek/core';
import { type Adam, referenceAdam } from '@modeseek/nerf';
import type { Canvas } from './canvas.ts';

/** Arrays of numbers that are optimised themselves, all zero at the start. */
export class Numbers {
  readonly state: Canvas['state'] & { adam: Adam };
  private readonly parameters: readonly Parameter[];
  /** Where each is to go. */
  private readonly wanted: Float32Array[];

  /** @param shapes of the arrays, by name */
  constructor(shapes: Readonly<Record<string, readonly number[]>>) {
    this.parameters = Object.entries(shapes).map(([name, shape]) => {
      const count = shape.reduce((product, n) => product * n, 1);
      return { name, shape, data: new Float32Array(count), gradient: new Float32Array(count) };
    });
    this.wanted = this.parameters.map(({ data }) => data.slice());
    const field = { parameters: this.parameters, async pull() {}, async push() {} };
    this.state = { field, adam: referenceAdam(this.parameters, { sparse: [] }) };
  }

  /** The arrays now, in the order of their shapes. */
  get values(): readonly Float32Array[] {
    return this.parameters.map(({ data }) => data);
  }

  aim(wanted: readonly Float32Array[]): void {
    this.wanted.forEach((each, i) => {
      each.set(wanted[i]);
    });
  }

  /** Sets the gradients; the loss is a mean over all numbers. @returns the loss */
  backward(): number {
    const count = this.parameters.reduce((sum, { data }) => sum + data.length, 0);
    let squares = 0;
    this.parameters.forEach(({ data, gradient }, k) => {
      const wanted = this.wanted[k];
      for (let i = 0; i < data.length; i++) {
        const difference = data[i] - wanted[i];
        gradient[i] = difference / count;
        squares += difference * difference;
      }
    });
    return count === 0 ? 0 : squares / 2 / count;
  }

  step(rate: number): Promise<void> {
    return this.state.adam.update(rate);
  }
}
