/** Adds up milliseconds by phase. */
export class Stopwatch {
  readonly milliseconds: Record<string, number> = {};

  /** Awaits what `work` starts and counts its time towards `phase`. */
  async time<T>(phase: string, work: () => T | Promise<T>): Promise<T> {
    const begin = performance.now();
    try {
      return await work();
    } finally {
      this.milliseconds[phase] = (this.milliseconds[phase] ?? 0) + performance.now() - begin;
    }
  }
}
