import type { Rng, View } from '@modeseek/core';
import type { KnownPictures } from '@modeseek/guidance';

/**
 * Pictures of one sample of the model: what the first step was given for targets. Later steps ask for
 * pictures that go with some of them, so that the object stays the one that it began as, in its colours and
 * patterns, which differ from sample to sample and are lost in modes.
 */
export class Anchors {
  /** Empty until there are some. */
  views: readonly View[] = [];
  /** `[views, ...]`, as the model draws them. */
  pictures = new Float32Array(0);

  /** Keeps the first pictures that it is given. */
  remember(views: readonly View[], pictures: Float32Array): void {
    if (this.views.length > 0) return;
    this.views = views;
    this.pictures = pictures.slice();
  }

  /** `count` of them at random, or all where there are fewer; none at all when there are none to pick. */
  pick(count: number, sigma: number, rng: Rng): KnownPictures | undefined {
    const some = Math.min(count, this.views.length);
    if (some === 0) return undefined;
    const each = this.pictures.length / this.views.length;
    const order = this.views.map((_, i) => i);
    for (let i = 0; i < some; i++) {
      const j = i + rng.int(order.length - i);
      [order[i], order[j]] = [order[j], order[i]];
    }
    const chosen = order.slice(0, some);
    const pictures = new Float32Array(some * each);
    chosen.forEach((from, to) => {
      pictures.set(this.pictures.subarray(from * each, (from + 1) * each), to * each);
    });
    for (let i = 0; i < pictures.length; i++) pictures[i] += sigma * rng.normal();
    return { views: chosen.map((i) => this.views[i]), pictures, sigma };
  }
}
