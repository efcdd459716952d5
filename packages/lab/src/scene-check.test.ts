import { describe, expect, test } from '@jest/globals';
import type { Relation, Scene } from '@modeseek/scene';
import { sceneFaults } from './scene-check.ts';

type Vec3 = readonly [number, number, number];

/** Closed boxes as one soup, counter-clockwise from outside. */
function boxes(...all: (readonly [Vec3, Vec3])[]) {
  const positions = all.flatMap(([low, high]) =>
    [0, 1, 2].flatMap((axis) =>
      [0, 1].flatMap((side) => {
        const corner = (u: number, v: number) => {
          const point = [0, 0, 0];
          point[axis] = [low, high][side][axis];
          point[(axis + 1) % 3] = [low, high][u][(axis + 1) % 3];
          point[(axis + 2) % 3] = [low, high][v][(axis + 2) % 3];
          return point;
        };
        const [a, b, c, d] = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)];
        return (side ? [a, b, c, a, c, d] : [a, c, b, a, d, c]).flat();
      }),
    ),
  );
  return { count: positions.length / 9, positions: Float32Array.from(positions) };
}

const cube = (edge: number, [x, y, z]: Vec3) =>
  boxes([
    [x - edge / 2, y, z - edge / 2],
    [x + edge / 2, y + edge, z + edge / 2],
  ]);
/** 1 wide, its top from 0.5 to 0.6, on two legs. */
const TABLE = boxes(
  [
    [-0.5, 0.5, -0.5],
    [0.5, 0.6, 0.5],
  ],
  [
    [-0.5, 0, -0.5],
    [-0.4, 0.5, 0.5],
  ],
  [
    [0.4, 0, -0.5],
    [0.5, 0.5, 0.5],
  ],
);
/** 1 wide, walls 0.1 thick and 0.6 high. */
const TRAY = boxes(
  [
    [-0.5, 0, -0.5],
    [0.5, 0.1, 0.5],
  ],
  [
    [-0.5, 0.1, -0.5],
    [-0.4, 0.6, 0.5],
  ],
  [
    [0.4, 0.1, -0.5],
    [0.5, 0.6, 0.5],
  ],
  [
    [-0.4, 0.1, -0.5],
    [0.4, 0.6, -0.4],
  ],
  [
    [-0.4, 0.1, 0.4],
    [0.4, 0.6, 0.5],
  ],
);
const BLOCK = cube(1, [0, 0, 0]);

const object = (words: string, count = 1) => ({ concept: words, words, count });
const scene = (relation: Relation, count = 1): Scene => ({
  relation,
  first: object('small', count),
  second: object('large'),
});

describe('how things stand is seen', () => {
  test.each<[Relation, ReturnType<typeof cube>, Vec3, Vec3]>([
    ['on', TABLE, [0.1, 0.6, 0.1], [0.1, 0.75, 0.1]],
    ['on', TABLE, [0.1, 0.6, 0.1], [0.9, 0.6, 0.1]],
    ['on', TABLE, [0.1, 0.6, 0.1], [0.1, 0, 0.1]],
    ['in', TRAY, [0.1, 0.1, 0], [0.1, 0.6, 0]],
    ['in', TRAY, [0.1, 0.1, 0], [0.9, 0, 0]],
    ['in', TRAY, [0.1, 0.1, 0], [0.1, 0.1, 2]],
    ['under', TABLE, [0.1, 0, 0.1], [0.9, 0, 0.1]],
    ['under', TABLE, [0.1, 0, 0.1], [0.1, 0.6, 0.1]],
    ['above', BLOCK, [0, 1.3, 0], [0, 1, 0]],
    ['beside', BLOCK, [-0.8, 0, 0], [0.8, 0, 0]],
    ['left of', BLOCK, [-0.8, 0, 0], [0, 0, 0.8]],
    ['right of', BLOCK, [0.8, 0, 0], [0.8, 0.3, 0]],
    ['behind', BLOCK, [0, 0, -0.8], [0, 0, 0.8]],
    ['in front of', BLOCK, [0, 0, 0.8], [0, 0, -0.8]],
  ])('%s', (relation, large, right, wrong) => {
    expect(sceneFaults(scene(relation), [cube(0.3, right), large])).toEqual([]);
    expect(sceneFaults(scene(relation), [cube(0.3, wrong), large])).toEqual([`not "${relation}"`]);
  });

  test('several, each of them', () => {
    const [a, b] = [cube(0.3, [-0.3, 0.6, 0]), cube(0.3, [0.2, 0.6, 0.1])];
    expect(sceneFaults(scene('on', 2), [a, b, TABLE])).toEqual([]);
    expect(sceneFaults(scene('on', 2), [a, cube(0.3, [0.9, 0.6, 0]), TABLE])).toEqual(['not "on"']);
    expect(sceneFaults(object('small', 2), [a, cube(0.3, [0.2, 0.8, 0])])).toEqual([
      'several of a kind not on one level',
    ]);
  });

  test('several in something: within its walls, or on those that are', () => {
    const inside = cube(0.3, [0, 0.1, 0]);
    const onTop = cube(0.3, [0.05, 0.4, 0]);
    expect(sceneFaults(scene('in', 2), [inside, onTop, TRAY])).toEqual([]);
    expect(sceneFaults(scene('in', 2), [inside, cube(0.1, [0, 0.7, 0]), TRAY])).toEqual(['not "in"']);
  });

  test('things within things', () => {
    const tower: Scene = { relation: 'beside', first: scene('on'), second: object('third') };
    const third = cube(0.5, [1, 0, 0]);
    const shifted = cube(0.3, [0, 0.6, 0]);
    // What is beside is on the right.
    expect(sceneFaults(tower, [shifted, TABLE, third])).toEqual([]);
    expect(sceneFaults(tower, [shifted, TABLE, cube(0.5, [-1, 0, 0])])).toEqual(['not "beside"']);
  });
});

test('what reaches into another', () => {
  const faults = sceneFaults(scene('on'), [cube(0.3, [0.1, 0.55, 0.1]), TABLE]);
  expect(faults).toContainEqual('17 % of an object in another');
});

test('objects that are not there', () => {
  expect(sceneFaults(scene('on'), [TABLE])).toEqual(['1 objects in place of 2']);
  expect(sceneFaults(scene('on'), [boxes(), TABLE])).toEqual(['an object without a mesh']);
});
