/** Most steps of a run that are looked at. */
const LOOKS = 1000;

/**
 * Progress of the step that follows when so many have counted: 0 for the first of a run, 1 for its last if
 * that is another.
 */
export function progressAt(counted: number, steps: number): number {
  return Math.max(0, counted) / Math.max(1, steps - 1);
}

/** Progress of each step of a run; of a long one, of a thousand of them, the first and the last included. */
export function progressOfSteps(steps: number): number[] {
  const looks = Math.min(steps, LOOKS);
  return Array.from({ length: looks }, (_, look) => progressAt(look, looks));
}
