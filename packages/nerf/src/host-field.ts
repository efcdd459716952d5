import type { Parameter } from '@modeseek/core';

/** What fields have in common whose parameters lie in the host's memory. */
export abstract class HostField {
  abstract readonly parameters: readonly Parameter[];

  async zeroGradients() {
    for (const { gradient } of this.parameters) gradient.fill(0);
  }

  /** One pass: the sum of 0 * g is exactly 0 when every g is finite. */
  async gradientsAreFinite() {
    return this.parameters.every(({ gradient }) => {
      let sum = 0;
      for (let i = 0; i < gradient.length; i++) sum += 0 * gradient[i];
      return sum === 0;
    });
  }

  async pull() {}

  async push() {}
}
