import type { Rng } from '@modeseek/core';

/** Something that reads what comes from outside, and is given wrong things to read. */
export interface Target {
  readonly name: string;
  /** Its part of the time. */
  readonly share: number;
  /** Makes ready what its trials need. The working folder is an empty one, the only one to write to. */
  prepare(): Promise<Trials>;
}

export interface Trials {
  /** Seconds after which a trial hangs; 5 when not given. */
  readonly patience?: number;
  /**
   * Draws one input and gives it to the program.
   * @param show is told the input, for people
   * @throws UserError where the program refused it, as it should; anything else is a fault
   */
  attempt(rng: Rng, show: (input: unknown) => void): Promise<void>;
  dispose?(): Promise<void>;
}

/** What a wrong success is told with. */
export function expectThat(holds: unknown, otherwise: string): void {
  if (!holds) throw new Error(`wrong success: ${otherwise}`);
}
