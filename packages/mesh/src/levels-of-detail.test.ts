import { expect, test } from '@jest/globals';
import { levelsOfDetail } from './levels-of-detail.ts';

test('a quarter of the triangles and half the edge each, down to the least', () => {
  expect(levelsOfDetail({ maxTriangles: 10_000, textureSize: 60, lod: 4 }, 70_000)).toEqual([
    { maxTriangles: 10_000, textureSize: 60 },
    { maxTriangles: 2500, textureSize: 32 },
    { maxTriangles: 625, textureSize: 16 },
    { maxTriangles: 156, textureSize: 16 },
    { maxTriangles: 100, textureSize: 16 },
  ]);
});

test('as many triangles as each is to have', () => {
  expect(levelsOfDetail({ maxTriangles: 10_000, textureSize: 512, lod: [2000, 500] }, 70_000)).toEqual([
    { maxTriangles: 10_000, textureSize: 512 },
    { maxTriangles: 2000, textureSize: 256 },
    { maxTriangles: 500, textureSize: 128 },
  ]);
});

test('by what there is, where that is less than may be; without textures none', () => {
  expect(levelsOfDetail({ maxTriangles: 1e6, textureSize: 0, lod: 1 }, 8000)).toEqual([
    { maxTriangles: 1e6, textureSize: 0 },
    { maxTriangles: 2000, textureSize: 0 },
  ]);
});
