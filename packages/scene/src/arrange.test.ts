import { describe, expect, test } from '@jest/globals';
import { type Joint, usualSize, type WantedObject } from '@modeseek/core';
import { arrange } from './arrange.ts';
import { boundsOf, type Columns, columnAt, columnsOf, eachColumn } from './columns.ts';
import { readScene } from './scene.ts';
import type { Shape } from './shape.ts';
import {
  BASKET,
  BLOCK,
  ball,
  box,
  CHAIR,
  CUP,
  cylinder,
  shapeOf,
  TABLE,
  WEDGE,
  without,
} from './shapes.fixture.ts';

const SHAPES: Record<string, Shape> = {
  ball: shapeOf(ball(0.5, [0.1, 0.2, -0.1])),
  cat: shapeOf(WEDGE),
  apple: shapeOf(ball(0.8)),
  table: shapeOf(TABLE),
  chair: shapeOf(CHAIR),
  mug: shapeOf(CUP),
  basket: shapeOf(BASKET),
  bucket: shapeOf(cylinder(0.5, -0.6, 0.6)),
  house: shapeOf(BLOCK),
  dog: shapeOf(box([-0.2, -0.5, -0.8], [0.2, 0.3, 0.8])),
  elephant: shapeOf(box([-0.4, -0.6, -0.7], [0.4, 0.5, 0.7])),
  drum: shapeOf(cylinder(0.6, -0.4, 0.4)),
  // Hollow below, and closed all around.
  bed: shapeOf(without(BLOCK, box([-0.4, -1, -0.4], [0.4, 0.3, 0.4]))),
  tree: shapeOf(ball(0.4, [0, 0.4, 0])),
};

const object = (words: string, count = 1): WantedObject => ({
  concept: words.split(' ').at(-1)!,
  words,
  count,
});

/** "3 tree beside house" */
function layOut(text: string) {
  const parts = text.split(/ (beside|on|in front of|in|under|above|behind|left of|right of) /);
  const objects = parts
    .filter((_, i) => i % 2 === 0)
    .map((part) => {
      const [, count = '1', words] = /^(\d)? ?(.*)$/.exec(part)!;
      return object(words, Number(count));
    });
  const joints = parts.filter((_, i) => i % 2 === 1) as Joint[];
  const shapes = new Map(objects.map(({ words, concept }) => [words, SHAPES[concept]]));
  const layout = arrange(readScene({ objects, joints }), shapes);
  const solids = layout.objects.map(({ words, ...placement }) =>
    columnsOf(SHAPES[words.split(' ').at(-1)!], placement, CELL),
  );
  return { ...layout, solids, boxes: solids.map(boundsOf) };
}

const CELL = 1 / 80;

const volumeOf = (columns: Columns) => {
  let volume = 0;
  eachColumn(columns, (spans) => {
    for (let i = 0; i < spans.length; i += 2) volume += spans[i + 1] - spans[i];
  });
  return volume;
};

/** The share of the smaller of two solids that is in the other. */
function sharedBy(a: Columns, b: Columns): number {
  let shared = 0;
  eachColumn(a, (own, x, z) => {
    const other = columnAt(b, x, z);
    for (let i = 0; i < own.length; i += 2) {
      for (let j = 0; j < other.length; j += 2) {
        shared += Math.max(0, Math.min(own[i + 1], other[j + 1]) - Math.max(own[i], other[j]));
      }
    }
  });
  return shared / Math.min(volumeOf(a), volumeOf(b));
}

/** What touches does so within a column of the layout. */
const TOUCH = 0.05;

function expectFree(solids: readonly Columns[]) {
  solids.forEach((solid, i) => {
    for (const other of solids.slice(0, i)) expect(sharedBy(solid, other)).toBeLessThan(0.02);
  });
}

const middle = ({ min, max }: ReturnType<typeof boundsOf>, axis: number) => (min[axis] + max[axis]) / 2;
const edge = ({ min, max }: ReturnType<typeof boundsOf>) =>
  Math.max(...max.map((high, axis) => high - min[axis]));

test.each(['ball on table', 'cat in basket', '2 apple', '3 tree beside house', 'cat on chair beside house'])(
  '"%s" is centred, fills the cube, and is free',
  (text) => {
    const { solids, boxes } = layOut(text);
    expectFree(solids);
    for (const axis of [0, 1, 2]) {
      const low = Math.min(...boxes.map(({ min }) => min[axis]));
      const high = Math.max(...boxes.map(({ max }) => max[axis]));
      expect(low + high).toBeCloseTo(0, 1);
    }
    let farthest = 0;
    for (const solid of solids) {
      eachColumn(solid, (spans, x, z) => {
        for (const y of [spans[0], spans.at(-1)!]) {
          farthest = Math.max(farthest, Math.hypot((x + 0.5) * CELL, y, (z + 0.5) * CELL));
        }
      });
    }
    expect(farthest).toBeCloseTo(0.95, 1);
  },
);

describe('on', () => {
  test('a table: on the middle of its top', () => {
    const { boxes } = layOut('ball on table');
    const [upper, lower] = boxes;
    expect(Math.abs(upper.min[1] - lower.max[1])).toBeLessThan(TOUCH);
    for (const axis of [0, 2])
      expect(Math.abs(middle(upper, axis) - middle(lower, axis))).toBeLessThan(TOUCH);
  });

  test.each(['ball on chair', 'cat on chair', '2 cat on chair'])(
    '%s: on the seat, free of the back',
    (text) => {
      const { objects, solids, boxes } = layOut(text);
      expectFree(solids);
      const { scale, offset } = objects.at(-1)!;
      const seat = offset[1];
      for (const upper of boxes.slice(0, -1)) {
        expect(Math.abs(upper.min[1] - seat)).toBeLessThan(TOUCH);
        expect(upper.min[2]).toBeGreaterThan(offset[2] - 0.3 * scale - TOUCH);
        expect(middle(upper, 2)).toBeLessThan(offset[2] + 0.45 * scale);
      }
    },
  );

  test('what is larger than its support is made smaller, which is told', () => {
    const { boxes, notes } = layOut('elephant on drum');
    expect(edge(boxes[0])).toBeLessThan(edge(boxes[1]));
    expect(notes).toEqual(['the elephant is made smaller than it is, to be on the drum']);
  });

  test('a tower: on the first thing of what is below', () => {
    const { solids, boxes } = layOut('ball on cat on table');
    expectFree(solids);
    expect(boxes[0].min[1]).toBeGreaterThan(middle(boxes[1], 1));
    expect(Math.abs(boxes[1].min[1] - boxes[2].max[1])).toBeLessThan(TOUCH);
  });
});

describe('in', () => {
  test.each(['ball in basket', 'cat in basket', 'cat in mug', '3 ball in basket', '6 apple in basket'])(
    '%s: within the walls, deeper than the rim, free of walls and handle',
    (text) => {
      const { objects, solids, boxes, notes } = layOut(text);
      expectFree(solids);
      const { scale, offset } = objects.at(-1)!;
      const rim = offset[1] + scale * (text.includes('mug') ? 0.5 : 0);
      const reach = scale * (text.includes('mug') ? 0.5 : 0.6);
      expect(Math.min(...boxes.slice(0, -1).map(({ min }) => min[1]))).toBeLessThan(rim - 0.05);
      for (const inner of boxes.slice(0, -1)) {
        const away = Math.hypot(middle(inner, 0) - offset[0], middle(inner, 2) - offset[2]);
        expect(away).toBeLessThan(reach);
      }
      expect(notes.some((note) => note.includes('not hollow'))).toBe(false);
    },
  );

  test('what would be out of sight is made larger', () => {
    const { boxes, notes } = layOut('ball in mug');
    expect(notes).toContainEqual(expect.stringMatching(/smaller than it is, to be in the mug/));
    expect(boxes[0].max[1]).toBeGreaterThan(middle(boxes[1], 1));
  });

  test('where nothing is hollow it is on top, which is told', () => {
    const { solids, boxes, notes } = layOut('apple in bucket');
    expectFree(solids);
    expect(Math.abs(boxes[0].min[1] - boxes[1].max[1])).toBeLessThan(TOUCH);
    expect(notes).toContainEqual('the bucket that came out is not hollow: the apple is on top of it');
  });
});

describe('under', () => {
  test.each(['cat under table', '2 cat under table', 'dog under chair'])(
    '%s: on the ground, covered',
    (text) => {
      const { solids, boxes, notes } = layOut(text);
      expectFree(solids);
      const cover = boxes.at(-1)!;
      for (const inner of boxes.slice(0, -1)) {
        expect(Math.abs(inner.min[1] - cover.min[1])).toBeLessThan(TOUCH);
        for (const axis of [0, 2]) {
          expect(middle(inner, axis)).toBeGreaterThan(cover.min[axis]);
          expect(middle(inner, axis)).toBeLessThan(cover.max[axis]);
        }
      }
      expect(notes.some((note) => note.includes('no room'))).toBe(false);
    },
  );

  test.each(['house', 'bed'])(
    'where there is no room the other, a %s, stands on it, which is told',
    (cover) => {
      const { solids, boxes, notes } = layOut(`cat under ${cover}`);
      expectFree(solids);
      const [cat, large] = boxes;
      expect(large.min[1]).toBeGreaterThan(middle(cat, 1) - TOUCH);
      expect(large.min[1]).toBeLessThan(cat.max[1] + TOUCH);
      expect(notes).toContainEqual(`there is no room under the ${cover}: it stands on the cat`);
    },
  );
});

test('what is above floats', () => {
  const { boxes } = layOut('ball above table');
  expect(boxes[0].min[1]).toBeGreaterThan(boxes[1].max[1] + 0.1);
});

describe('next to each other', () => {
  test.each([
    ['beside', 0, -1],
    ['left of', 0, -1],
    ['right of', 0, 1],
    ['in front of', 2, 1],
    ['behind', 2, -1],
  ] as const)('%s: on one level, without touching', (relation, axis, sign) => {
    const { boxes } = layOut(`dog ${relation} house`);
    const [own, other] = boxes;
    expect(Math.abs(own.min[1] - other.min[1])).toBeLessThan(TOUCH);
    const gap = sign > 0 ? own.min[axis] - other.max[axis] : other.min[axis] - own.max[axis];
    expect(gap).toBeGreaterThan(0.01);
    expect(gap).toBeLessThan(0.4);
  });

  test('what a larger one would hide stands half aside', () => {
    const { boxes } = layOut('dog behind house');
    const [dog, house] = boxes;
    expect(dog.max[0]).toBeGreaterThan(house.max[0]);
    expect(dog.min[0]).toBeLessThan(house.max[0]);
  });
});

describe('several of a kind', () => {
  test.each([2, 3, 4, 5, 6])('%i: on one level, each turned a little, close together, free', (count) => {
    const { objects, solids, boxes } = layOut(`${count} cat`);
    expect(objects).toHaveLength(count);
    expect(new Set(objects.map(({ scale }) => scale)).size).toBe(1);
    expect(new Set(objects.map(({ turn }) => turn)).size).toBe(count);
    for (const { turn } of objects) expect(Math.abs(turn)).toBeLessThan(0.5);
    for (const { min } of boxes) expect(min[1]).toBeCloseTo(boxes[0].min[1], 2);
    solids.forEach((solid, i) => {
      for (const other of solids.slice(0, i)) expect(sharedBy(solid, other)).toBe(0);
    });
    const [one] = boxes;
    const width = Math.max(...boxes.map(({ max }) => max[0])) - Math.min(...boxes.map(({ min }) => min[0]));
    expect(width).toBeLessThan(3.6 * (one.max[0] - one.min[0]));
  });
});

describe('sizes', () => {
  const ratio = (text: string) => {
    const { boxes } = layOut(text);
    return edge(boxes[0]) / edge(boxes[1]);
  };

  test('are true while both can be seen', () => {
    expect(ratio('cat beside dog')).toBeCloseTo(usualSize('cat')! / usualSize('dog')!, 1);
    expect(ratio('dog beside cat')).toBeGreaterThan(1);
  });

  test('are brought together to 4 to 1, in order, which is told', () => {
    expect(ratio('mug beside house')).toBeCloseTo(1 / 4, 1);
    const { boxes, notes } = layOut('apple beside cat beside house');
    const [apple, cat, house] = boxes.map(edge);
    expect(house / apple).toBeCloseTo(4, 0);
    expect(cat).toBeGreaterThan(1.2 * apple);
    expect(notes).toEqual([
      'sizes are brought closer together than they are: an apple would hardly be seen beside a house',
    ]);
  });

  test('the unit is by the largest', () => {
    const { boxes, metresPerUnit } = layOut('mug beside house');
    // Up to two columns of the box.
    expect((metresPerUnit! * edge(boxes[1])) / usualSize('house')!).toBeCloseTo(1.03, 1);
  });

  test('a tiny one is smaller', () => {
    SHAPES['tiny cat'] = SHAPES.cat;
    expect(ratio('tiny cat beside cat')).toBeCloseTo(0.6, 1);
  });

  test('are alike where none is known', () => {
    SHAPES.gadget = SHAPES.ball;
    SHAPES.widget = SHAPES.drum;
    const { metresPerUnit } = layOut('gadget beside widget');
    expect(ratio('gadget beside widget')).toBeCloseTo(1, 1);
    expect(metresPerUnit).toBeNull();
  });
});

test('an object without a solid', () => {
  SHAPES.ghost = shapeOf(() => 1);
  expect(() => layOut('ghost on table')).toThrow('nothing came out for "ghost"');
});
