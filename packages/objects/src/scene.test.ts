import { describe, expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { Box3 } from 'three';
import { caption } from './caption.ts';
import { LIBRARY } from './library.ts';
import { beside, drawSubject, on } from './scene.ts';
import { flatten } from './triangles.ts';

const member = (name: string, seed: number) => {
  const concept = LIBRARY.find((each) => each.name === name)!;
  return { concept, object: concept.build(new Rng(`${name}:${seed}`), { tiny: false }) };
};

describe.each([0, 1, 2])('seed %i', (seed) => {
  test('a cat on a chair stands on its seat', () => {
    const [cat, chair] = [member('cat', seed), member('chair', seed)];
    const { group } = on(cat, chair, new Rng(seed));
    group.updateMatrixWorld(true);
    const bottom = new Box3().setFromObject(cat.object.group, true).min.y;
    const seat = chair.object.anchors.top!.matrixWorld.elements[13];
    expect(bottom).toBeCloseTo(seat, 4);
  });

  test('a cat beside a mug: one level, no overlap, the first object is number 1', () => {
    const [cat, mug] = [member('cat', seed), member('mug', seed)];
    const subject = beside(cat, mug, new Rng(seed));
    const triangles = flatten(subject.group);
    const [a, b] = [cat, mug].map(({ object }) => new Box3().setFromObject(object.group, true));
    expect(a.min.y).toBeCloseTo(b.min.y, 4);
    expect(a.max.x < b.min.x || b.max.x < a.min.x).toBe(true);
    expect(new Set(triangles.bodies)).toEqual(new Set([0, 1, 2]));
    const first = triangles.bodies.indexOf(1);
    expect(triangles.positions[first * 9] < (a.max.x + b.min.x) / 2).toBe(a.max.x < b.min.x);
    expect(caption(subject, new Rng(seed))).toMatch(/cat\b.* beside .*mug/);
  });
});

test('drawn subjects fit the ball and repeat', () => {
  const draw = () => {
    const rng = new Rng('scenes');
    return LIBRARY.slice(0, 12).map((concept) => {
      const subject = drawSubject(concept, LIBRARY, rng.fork('subject'));
      expect(subject.concepts[0]).toBe(concept);
      const { positions } = flatten(subject.group);
      for (let i = 0; i < positions.length; i += 3)
        if (Math.hypot(positions[i], positions[i + 1], positions[i + 2]) > 0.951) throw new Error('outside');
      return caption(subject, rng);
    });
  };
  expect(draw()).toEqual(draw());
});
