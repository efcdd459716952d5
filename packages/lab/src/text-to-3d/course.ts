/**
 * How an object came along: the share of its views that showed the noun, at times in seconds since the start
 * of training.
 */
export interface Course {
  times: readonly number[];
  shares: readonly number[];
  /** Length of the training. */
  seconds: number;
}

/** Mean share over objects at a time: what the last look before it showed, 0 before the first. */
export function shareAt(courses: readonly Course[], time: number): number {
  const shares = courses.map(({ times, shares }) => shares[times.findLastIndex((at) => at <= time)] ?? 0);
  return shares.reduce((sum, share) => sum + share, 0) / courses.length;
}

/** The first time at which the mean share over objects reaches a goal; null if it never does. */
export function timeTo(courses: readonly Course[], goal: number): number | null {
  const times = courses.flatMap((course) => course.times).sort((a, b) => a - b);
  return times.find((time) => shareAt(courses, time) >= goal) ?? null;
}
