/** How far a render may be behind its targets for the run to go on: |m|² by the spread of q. */
const GREATEST_LAG = 2;

/**
 * The automatic schedule, where the paper leaves open when to narrow the kernel: a step does not count
 * towards the run's progress while the mean shift is longer than q is wide, |m|² > 2 E|y − E y|², since then
 * x is not yet near a mode of p_λ and λ is not to fall. When all steps have counted the run is done: that is
 * the stopping rule.
 * @param lag diagnostic of a guidance; absent where it has none
 * @param waited steps that did not count so far
 * @param most how many of them there may be
 */
export function mustWait(lag: number | undefined, waited: number, most: number): boolean {
  return lag !== undefined && lag > GREATEST_LAG && waited < most;
}
