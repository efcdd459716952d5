import { describe, expect, test } from '@jest/globals';
import { boxOf } from './box.ts';
import type { FinishedModel } from './formats/format.ts';
import { box, boxes } from './formats/model.fixture.ts';
import { checkPlacing, type PlaceOptions, placed, placingOf } from './place.ts';

const place = (model: FinishedModel, options: PlaceOptions) => placed(model, placingOf(model, options));

/** In a cube of training: 0.4 wide, 0.8 high, 1.2 deep. */
const MODEL: FinishedModel = {
  name: 'a box',
  parts: [box('a box', [-0.1, -0.5, -0.4], [0.3, 0.3, 0.8], null)],
  extras: { seed: 3 },
};

const boxOfPart = ({ parts }: FinishedModel, part = 0) =>
  boxOf(parts[part].mesh.positions).map((corner) => corner.map((value) => Number(value.toFixed(4)) + 0));

test('on the ground, in the middle of its footprint, a metre where nobody knows the size', () => {
  const model = place(MODEL, {});
  expect(boxOfPart(model)).toEqual([
    [-0.1667, 0, -0.5],
    [0.1667, 0.6667, 0.5],
  ]);
  // Exactly: nothing is left between it and the ground.
  expect(boxOf(model.parts[0].mesh.positions)[0][1]).toBe(0);
});

describe('sizes', () => {
  const usual = { ...MODEL, parts: [{ ...MODEL.parts[0], usualSize: 0.1 }] } as const;
  test.each([
    ['usual', {}, 0.1],
    ['given', { size: 0.06 }, 0.06],
    ['scaled', { scale: 2 }, 2.4],
  ])('%s', (_, options, edge) => {
    const [low, high] = boxOfPart(place(usual, options));
    expect(high[2] - low[2]).toBeCloseTo(edge, 4);
  });

  test('of a scene by what is usually largest in it', () => {
    const [large, small] = boxes(null).parts;
    const parts = [
      { ...large, usualSize: 3 },
      { ...small, usualSize: 0.2 },
    ] as const;
    const model = place({ ...MODEL, parts }, {});
    const [low, high] = boxOfPart(model, 0);
    expect(high[2] - low[2]).toBeCloseTo(3, 4);
    const [lowSmall, highSmall] = boxOfPart(model, 1);
    expect(highSmall[2] - lowSmall[2]).toBeCloseTo(0.5, 4); // as it is beside the large one
  });
});

describe('origins', () => {
  test.each([
    ['centre', [-0.2, -0.4, -0.6]],
    ['none', [-0.1, -0.5, -0.4]],
    ['ground', [-0.2, 0, -0.6]],
  ] as const)('%s', (origin, corner) => {
    expect(boxOfPart(place(MODEL, { origin, scale: 1 }))[0]).toEqual(corner);
  });
});

test('the way back into the cube of training is told', () => {
  const { parts, extras } = place(MODEL, { size: 0.06 });
  const centre = extras.cubeCentre as number[];
  const back = parts[0].mesh.positions.map(
    (value, i) => (value - centre[i % 3]) / (extras.metresPerUnit as number),
  );
  MODEL.parts[0].mesh.positions.forEach((value, i) => {
    expect(back[i]).toBeCloseTo(value, 5);
  });
  expect(extras.seed).toBe(3);
});

test('what is out of range, or too much', () => {
  expect(() => checkPlacing({ size: 1, scale: 1 })).toThrow('size and scale exclude each other: give one');
  expect(() => checkPlacing({ size: 0 })).toThrow('size is 0; it must be from 0.0001 to 100000 metres');
  expect(() => checkPlacing({ scale: Number.NaN })).toThrow(
    'scale is NaN; it must be from 0.000001 to 1000000',
  );
});
