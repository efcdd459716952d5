import { describe, expect, test } from '@jest/globals';
import { arrange, type Placement } from './arrange.ts';
import { boundsOf, transformed } from './points.ts';

type Vec3 = readonly [number, number, number];

/** Points all over the surface of a box. */
function box([x0, y0, z0]: Vec3, [x1, y1, z1]: Vec3, steps = 40): Float32Array {
  const points: number[] = [];
  for (let i = 0; i <= steps; i++) {
    for (let j = 0; j <= steps; j++) {
      const [u, v] = [i / steps, j / steps];
      const mix = (a: number, b: number, t: number) => a + (b - a) * t;
      for (const y of [y0, y1]) points.push(mix(x0, x1, u), y, mix(z0, z1, v));
      for (const x of [x0, x1]) points.push(x, mix(y0, y1, u), mix(z0, z1, v));
      for (const z of [z0, z1]) points.push(mix(x0, x1, u), mix(y0, y1, v), z);
    }
  }
  return Float32Array.from(points);
}

const joined = (...parts: Float32Array[]) => Float32Array.from(parts.flatMap((part) => [...part]));

const cube = box([-0.5, -0.5, -0.5], [0.5, 0.5, 0.5]);
/** Off the middle, and of another size. */
const smallCube = box([0.1, 0.2, -0.3], [0.3, 0.4, -0.1]);
const table = joined(
  box([-0.8, 0.1, -0.5], [0.8, 0.2, 0.5]),
  box([-0.8, -0.6, -0.5], [-0.7, 0.1, -0.4]),
  box([0.7, -0.6, 0.4], [0.8, 0.1, 0.5]),
);
/** Its seat is at 0, its back reaches up to 0.7 at -z. */
const chair = joined(box([-0.4, -0.7, -0.4], [0.4, 0, 0.4]), box([-0.4, 0, -0.4], [0.4, 0.7, -0.35]));

/** As far apart as `box` has them on an edge of 1.6 or shorter. */
const SPACING = 1.6 / 40;
const surface = (points: Float32Array, spacing = SPACING) => ({ points, spacing });
const SURFACES = new Map([
  ['cube', surface(cube)],
  ['small cube', surface(smallCube)],
  ['table', surface(table)],
  ['chair', surface(chair)],
]);

/** Boxes of the placed objects, and of all together. */
function layOut(scene: Parameters<typeof arrange>[0]) {
  const placements = arrange(scene, SURFACES);
  const placed = placements.map(({ object, scale, offset }: Placement) =>
    transformed(SURFACES.get(object)!.points, scale, offset),
  );
  return { placements, boxes: placed.map(boundsOf), all: joined(...placed) };
}

/** At most the edge of a column, by which tops are measured, apart. */
const CLOSE = 0.06;

describe('arrange', () => {
  test.each([
    ['one object', 'small cube' as const],
    ['two beside each other', { relation: 'beside', first: 'cube', second: 'table' } as const],
    ['one on another', { relation: 'on', first: 'cube', second: 'table' } as const],
  ])('%s is centred, and fills the cube', (_, scene) => {
    const { all } = layOut(scene);
    const { min, max } = boundsOf(all);
    for (const axis of [0, 1, 2]) expect(min[axis] + max[axis]).toBeCloseTo(0, 5);
    let farthest = 0;
    for (let i = 0; i < all.length; i += 3) {
      farthest = Math.max(farthest, Math.hypot(all[i], all[i + 1], all[i + 2]));
    }
    expect(farthest).toBeCloseTo(0.95, 5);
  });

  test('what is beside stands on one level, the first on the left, of like size, without touching', () => {
    const { boxes } = layOut({ relation: 'beside', first: 'small cube', second: 'cube' });
    const [left, right] = boxes;
    expect(left.min[1]).toBeCloseTo(right.min[1], 5);
    expect(left.max[1]).toBeCloseTo(right.max[1], 5);
    expect(left.min[2]).toBeCloseTo(right.min[2], 5);
    const gap = right.min[0] - left.max[0];
    expect(gap).toBeGreaterThan(0.05);
    expect(gap).toBeLessThan(0.2);
  });

  test('what is on a table stands on the middle of its top, and is smaller than it', () => {
    const { boxes } = layOut({ relation: 'on', first: 'small cube', second: 'table' });
    const [upper, lower] = boxes;
    expect(Math.abs(upper.min[1] - lower.max[1])).toBeLessThan(1e-4);
    for (const axis of [0, 2]) {
      const middle = (low: typeof upper) => (low.min[axis] + low.max[axis]) / 2;
      expect(Math.abs(middle(upper) - middle(lower))).toBeLessThan(CLOSE);
    }
    expect(upper.max[0] - upper.min[0]).toBeLessThan(lower.max[0] - lower.min[0]);
    expect(upper.max[1] - upper.min[1]).toBeGreaterThan(0.3);
  });

  test('what is on a chair stands on the seat, in front of the back', () => {
    const { placements, boxes } = layOut({ relation: 'on', first: 'cube', second: 'chair' });
    const [upper] = boxes;
    const [, { scale, offset }] = placements;
    expect(Math.abs(upper.min[1] - (scale * 0 + offset[1]))).toBeLessThan(CLOSE);
  });

  test('scenes within scenes, the same object twice', () => {
    const tower = { relation: 'on', first: 'cube', second: 'table' } as const;
    const { placements, boxes } = layOut({ relation: 'beside', first: tower, second: 'cube' });
    expect(placements.map(({ object }) => object)).toEqual(['cube', 'table', 'cube']);
    const [above, below, apart] = boxes;
    expect(Math.abs(above.min[1] - below.max[1])).toBeLessThan(1e-4);
    expect(apart.min[1]).toBeCloseTo(below.min[1], 5);
    expect(apart.min[0]).toBeGreaterThan(below.max[0]);
  });

  test('how wide things come out does not depend on how closely their points lie', () => {
    const pillar = (steps: number) => box([-0.3, -0.9, -0.3], [0.3, 0.2, 0.3], steps);
    const widths = [20, 80].map((steps) => {
      const surfaces = new Map([
        ['cube', surface(cube)],
        ['pillar', surface(pillar(steps), 1.1 / steps)],
      ]);
      const [upper, lower] = arrange({ relation: 'on', first: 'cube', second: 'pillar' }, surfaces);
      return upper.scale / (0.6 * lower.scale);
    });
    expect(widths[0] / widths[1]).toBeCloseTo(1, 1);
    expect(widths[0]).toBeGreaterThan(1.2);
  });

  test.each([
    ['without a surface', new Float32Array()],
    ['of one point', new Float32Array(3)],
  ])('an object %s', (_, points) => {
    expect(() => arrange('cube', new Map([['cube', surface(points)]]))).toThrow(
      'nothing came out for "cube"',
    );
  });
});
