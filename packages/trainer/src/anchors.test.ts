import { expect, test } from '@jest/globals';
import { aroundViews, Rng } from '@modeseek/core';
import { Anchors } from './anchors.ts';

const VIEWS = aroundViews(6);
/** Of each view, four times its number. */
const PICTURES = Float32Array.from(VIEWS.flatMap((_, i) => Array(4).fill(i)));

function filled(): Anchors {
  const anchors = new Anchors();
  anchors.remember(VIEWS, PICTURES);
  return anchors;
}

test('there is nothing to pick before something is remembered, and the first is what stays', () => {
  expect(new Anchors().pick(3, 0.1, new Rng(0))).toBeUndefined();
  const anchors = filled();
  anchors.remember(aroundViews(2), new Float32Array(8));
  expect(anchors.views).toBe(VIEWS);
  expect(anchors.pick(0, 0.1, new Rng(0))).toBeUndefined();
});

test('picks different views with their own pictures, all of them where too many are asked for', () => {
  const anchors = filled();
  for (const [asked, got] of [
    [4, 4],
    [9, 6],
  ]) {
    const known = anchors.pick(asked, 1e-3, new Rng(1))!;
    expect(new Set(known.views).size).toBe(got);
    known.views.forEach((view, i) => {
      for (const value of known.pictures.subarray(i * 4, i * 4 + 4)) {
        expect(value).toBeCloseTo(VIEWS.indexOf(view), 1);
      }
    });
  }
});

test('they are as noisy as is said, and over time each is picked', () => {
  const anchors = filled();
  const rng = new Rng(2);
  const seen = new Set<number>();
  let squares = 0;
  for (let i = 0; i < 300; i++) {
    const { views, pictures, sigma } = anchors.pick(2, 0.2, rng)!;
    expect(sigma).toBe(0.2);
    views.forEach((view, k) => {
      seen.add(VIEWS.indexOf(view));
      for (let j = 0; j < 4; j++) squares += (pictures[k * 4 + j] - VIEWS.indexOf(view)) ** 2;
    });
  }
  expect(seen.size).toBe(6);
  expect(Math.sqrt(squares / 2400)).toBeCloseTo(0.2, 1);
  expect(PICTURES[4]).toBe(1);
});
