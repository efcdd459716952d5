import { NodeIO } from '@gltf-transform/core';
import { ALL_EXTENSIONS } from '@gltf-transform/extensions';
import { dequantize } from '@gltf-transform/functions';
import { describe, expect, test } from '@jest/globals';
import type { Placement } from '@modeseek/core';
import { encodePng } from '@modeseek/node';
import draco from 'draco3dgltf';
import { MeshoptDecoder } from 'meshoptimizer/decoder';
import { boxOf } from '../box.ts';
import { encodeTools } from '../node/encode-tools.ts';
import { type PlaceOptions, placed, placingOf } from '../place.ts';
import { flattened } from './flattened.ts';
import { COMPRESSIONS, type FinishedModel } from './format.ts';
import { formatOf } from './index.ts';
import { box, sidesPicture } from './model.fixture.ts';

const PICTURE = encodePng(sidesPicture());

const PLACES: Placement[] = [
  { scale: 0.5, offset: [-0.4, 0.1, 0], turn: 0.3 },
  { scale: 0.5, offset: [0.3, 0.1, 0.2], turn: -0.4 },
];

/** A box twice on another, in a cube of training. */
function scene(): FinishedModel {
  const small = box('small', [-0.2, -0.2, -0.3], [0.2, 0.4, 0.3], PICTURE);
  return {
    name: 'two on one',
    parts: [
      { ...small, name: 'small 1', placement: PLACES[0] },
      { ...small, name: 'small 2', placement: PLACES[1] },
      { ...box('large', [-0.9, -0.5, -0.6], [0.9, 0, 0.6], PICTURE), placement: { ...PLACES[0], turn: 0 } },
    ],
    extras: {},
  };
}

const inMetres = (model: FinishedModel, options: PlaceOptions) => placed(model, placingOf(model, options));

const rounded = (corners: readonly (readonly number[])[]) =>
  corners.map((corner) => corner.map((value) => Math.round(value * 500) + 0));
const boxesOf = (model: FinishedModel) =>
  flattened(model).parts.map(({ mesh }) => rounded(boxOf(mesh.positions)));

test('a flattened part has its vertices, normals and tangents where it stands', () => {
  const part = box('a box', [-0.2, -0.2, -0.3], [0.2, 0.4, 0.3], PICTURE);
  const tangents = Float32Array.from(
    { length: (part.mesh.positions.length / 3) * 4 },
    (_, i) => [1, 0, 0, -1][i % 4],
  );
  const placement = { scale: 2, offset: [1, 2, 3], turn: Math.PI / 2 } as const;
  const [flat] = flattened({
    name: '',
    parts: [{ ...part, mesh: { ...part.mesh, tangents }, placement }],
    extras: {},
  }).parts;
  expect(flat.placement).toBeUndefined();
  expect(rounded(boxOf(flat.mesh.positions))).toEqual(
    rounded([
      [0.4, 1.6, 2.6],
      [1.6, 2.8, 3.4],
    ]),
  );
  for (let i = 0; i < flat.mesh.normals.length; i += 3) {
    const [x, y, z] = part.mesh.normals.subarray(i, i + 3);
    const [u, v, w] = flat.mesh.normals.subarray(i, i + 3);
    expect([u, v, w].map((each) => each + 0)).toEqual([z, y, -x].map((each) => expect.closeTo(each, 5)));
  }
  expect([...flat.mesh.tangents!.subarray(0, 4)]).toEqual(
    [0, 0, -1, -1].map((each) => expect.closeTo(each, 5)),
  );
});

test('a scene is placed as a whole, its parts beside each other as they were', () => {
  const model = scene();
  const whole = inMetres(model, { size: 3, origin: 'ground' });
  const [before, after] = [model, whole].map(flattened);
  const all = (flat: FinishedModel) =>
    boxOf(Float32Array.from(flat.parts.flatMap(({ mesh }) => [...mesh.positions])));
  const [low, high] = all(after);
  expect(Math.max(...high.map((value, axis) => value - low[axis]))).toBeCloseTo(3, 5);
  expect([low[1], low[0] + high[0], low[2] + high[2]]).toEqual(
    [0, 0, 0].map((each) => expect.closeTo(each, 5)),
  );
  const scale = whole.extras.metresPerUnit as number;
  before.parts.forEach(({ mesh }, i) => {
    const [was, is] = [mesh, after.parts[i].mesh].map(({ positions }) => boxOf(positions));
    for (const axis of [0, 1, 2]) {
      expect(is[1][axis] - is[0][axis]).toBeCloseTo(scale * (was[1][axis] - was[0][axis]), 5);
    }
  });
  expect(whole.parts[0].mesh).toBe(model.parts[0].mesh);
});

describe('glTF has a node for each part, and one mesh for what is there several times', () => {
  test.each(COMPRESSIONS)('%s', async (compress) => {
    const model = inMetres(scene(), { size: 3 });
    const [{ bytes }] = await formatOf('glb').encode(model, 'scene', { compress, ...encodeTools });
    const reader = new NodeIO().registerExtensions(ALL_EXTENSIONS).registerDependencies({
      'meshopt.decoder': MeshoptDecoder,
      'draco3d.decoder': await draco.createDecoderModule(),
    });
    const document = await reader.readBinary(new Uint8Array(bytes));
    await document.transform(dequantize());
    const root = document.getRoot();
    expect(root.listMeshes()).toHaveLength(2);
    expect(root.listMaterials()).toHaveLength(2);
    const nodes = root.listNodes().filter((node) => node.getMesh());
    const names = nodes.map((node) => node.getName() || node.getParentNode()?.getName());
    expect(names).toEqual(['small 1', 'small 2', 'large']);
    const boxes = nodes.map((node) => {
      const accessor = node.getMesh()!.listPrimitives()[0].getAttribute('POSITION')!;
      const m = node.getWorldMatrix();
      const points = Array.from({ length: accessor.getCount() }, (_, i) => accessor.getElement(i, [0, 0, 0]));
      const moved = points.flatMap(([x, y, z]) =>
        [0, 1, 2].map((row) => m[row] * x + m[4 + row] * y + m[8 + row] * z + m[12 + row]),
      );
      return rounded(boxOf(Float32Array.from(moved)));
    });
    const should = boxesOf(model);
    boxes.forEach((corners, i) => {
      corners.flat().forEach((value, k) => {
        expect(Math.abs(value - should[i].flat()[k])).toBeLessThanOrEqual(2); // quantised
      });
    });
  });
});
