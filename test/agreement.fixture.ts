import { expect } from '@jest/globals';

/** Relative errors, by the problem and what was computed. */
export type Errors = Record<string, Record<string, number>>;

/** Every error is a number, and small. */
export function expectAgreement(errors: Errors, problems: number, quantities: number): void {
  expect(Object.keys(errors)).toHaveLength(problems);
  for (const [problem, of] of Object.entries(errors)) {
    expect(Object.keys(of)).toHaveLength(quantities);
    expect({ problem, off: Object.entries(of).filter(([, error]) => !(error < 1e-4)) }).toEqual({
      problem,
      off: [],
    });
  }
}
