import { breathe } from '@modeseek/core';

/** Rays that are worked on at once: with two hundred samples each that takes tens of milliseconds. */
const RAYS = 2048;

/** Does work on rays from 0 up to `count`, range after range, and lets the event loop turn between them. */
export async function inRayRanges(count: number, work: (begin: number, end: number) => void): Promise<void> {
  for (let begin = 0; begin < count; begin += RAYS) {
    if (begin > 0) await breathe();
    work(begin, Math.min(count, begin + RAYS));
  }
}
