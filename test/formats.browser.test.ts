import { expect, test } from '@jest/globals';
import type { Findings } from './formats.fixture.ts';
import { findingsInBrowser } from './webgpu.fixture.ts';

const METRES = [
  [-5, 0, -15],
  [15, 20, 25],
];
const MILLIMETRES = [
  [-5000, -25000, 0],
  [15000, 15000, 20000],
];
const BLUE = [0, 0, 255];

test("three.js's loaders open every format: size, up, front, colours, metalness", async () => {
  const found = await findingsInBrowser<Findings>('formats.fixture.ts');
  if (found === null) throw new Error('this test needs Chromium: see CHROMIUM_PATH');
  const metal = { metalness: 1, roughness: 0.25 };
  const both = (name: string, opened: object) =>
    Object.fromEntries(['texture', 'no texture'].map((how) => [`${name}, ${how}`, opened]));
  expect(found).toEqual({
    ...both('glb', { meshes: 2, box: METRES, front: BLUE, ...metal }),
    ...both('gltf', { meshes: 2, box: METRES, front: BLUE, ...metal }),
    ...both('obj', { meshes: 2, box: METRES, front: BLUE }),
    ...both('3mf', { meshes: 2, box: MILLIMETRES, front: BLUE }),
    'usdz, texture': { meshes: 2, box: METRES, front: BLUE, ...metal },
    // Of colours at vertices the loader takes none.
    'usdz, no texture': { meshes: 2, box: METRES, front: null, ...metal },
    'ply, no texture': { meshes: 1, box: METRES, front: BLUE },
    'stl, no texture': { meshes: 1, box: MILLIMETRES, front: null },
  });
});
