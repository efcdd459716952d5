import { getBounds, NodeIO } from '@gltf-transform/core';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { UserError } from '@modeseek/core';
import { encodePng } from '@modeseek/node';
import { type ExportPhase, exportMesh } from '../export.ts';
import type { ExportOptions } from '../export-options.ts';
import { fieldOf, sphere } from '../fields.fixture.ts';
import { shapeOf } from '../shape.ts';
import { MeshThread } from './mesh-thread.ts';

const SMALL: ExportOptions = { resolution: 24, textureSize: 0, maxTriangles: 500, name: 'a ball' };
const ball = fieldOf(sphere(0.5));

let thread: MeshThread;
beforeEach(() => {
  thread = new MeshThread();
});
afterEach(() => thread.dispose());

test('a thread of its own writes the same file, and tells how far it is', async () => {
  const phases = new Set<ExportPhase>();
  const told: number[] = [];
  const mesh = await thread.exportMesh(ball, SMALL, (progress, phase) => {
    told.push(progress);
    phases.add(phase);
  });
  const expected = await exportMesh(ball, encodePng, SMALL);
  expect(Buffer.from(mesh.files[0].bytes).equals(expected.files[0].bytes)).toBe(true);
  expect(mesh).toMatchObject({ triangles: expected.triangles, threshold: expected.threshold });
  expect([told[0], told.at(-1), told.filter((progress) => progress === 0).length]).toEqual([0, 1, 1]);
  expect([...phases]).toEqual(['sample', 'threshold', 'surface', 'bake', 'simplify', 'encode']);
});

test('of a mesh with hulls for engines only what is seen is looked at', async () => {
  for (const format of ['glb', 'obj'] as const) {
    const { files } = await thread.exportScene([{ name: 'ball', query: ball }], {
      ...{ ...SMALL, format, collider: 'godot' },
    });
    const { report, coloured } = await thread.look(files, [], 8);
    expect(report).toMatchObject({ faults: [], notes: ['A hull for physics was not looked at.'] });
    expect(report.figures).toMatchObject({ objects: 1, bodies: 1 });
    expect(coloured).toBe(true);
  }
});

test('a flat base is refused for several objects', async () => {
  const objects = [
    { name: 'ball', query: ball },
    { name: 'another', query: ball },
  ] as const;
  await expect(thread.exportScene(objects, { ...SMALL, flatBase: true })).rejects.toThrow(
    /^flatBase is true; several objects would each be cut by itself/,
  );
});

test('of a scene each object is a node in its place, by what its own field says', async () => {
  const place = { scale: 0.4, offset: [-0.5, 0, 0], turn: 0.2 } as const;
  const small = fieldOf(sphere(0.3));
  const { files, triangles, lodTriangles, silhouetteAgreement } = await thread.exportScene(
    [
      { name: 'ball', query: ball, placements: [place, { ...place, offset: [0.5, 0, 0] }] },
      { name: 'small ball', query: small, placements: [{ ...place, scale: 1, offset: [0, 0.4, 0] }] },
    ],
    { ...SMALL, scale: 2, origin: 'none', lod: 1, collider: 'file' },
  );
  const document = await new NodeIO().readBinary(new Uint8Array(files[0].bytes));
  const root = document.getRoot();
  const nodes = root.listNodes();
  expect(nodes.map((node) => node.getName())).toEqual(['ball 1', 'ball 2', 'small ball']);
  expect(root.listMeshes()).toHaveLength(2);
  const counts = nodes.map((node) => node.getMesh()!.listPrimitives()[0].getIndices()!.getCount() / 3);
  expect(triangles).toBe(counts.reduce((sum, count) => sum + count));
  const widths = nodes.map((node) => {
    const { min, max } = getBounds(node);
    expect((min[0] + max[0]) / 2).toBeCloseTo(2 * [-0.5, 0.5, 0][nodes.indexOf(node)], 1);
    return max[0] - min[0];
  });
  [0.8, 0.8, 1.2].forEach((width, i) => {
    expect(Math.abs(widths[i] / width - 1)).toBeLessThan(0.15); // a soft ball on a coarse grid
  });
  expect(silhouetteAgreement).toBeGreaterThan(0.8);
  // So it is in the other level of detail, and the hulls are where the objects are.
  expect(files.map(({ name }) => name)).toEqual(['mesh.glb', 'mesh-lod1.glb', 'mesh-collider.glb']);
  expect(lodTriangles[0]).toBeLessThan(triangles);
  for (const { bytes } of files.slice(1)) {
    const other = (await new NodeIO().readBinary(new Uint8Array(bytes))).getRoot();
    expect(other.listMeshes()).toHaveLength(2);
    other.listNodes().forEach((node, i) => {
      const [is, should] = [node, nodes[i]].map((each) => {
        const { min, max } = getBounds(each);
        return min.map((low, axis) => (low + max[axis]) / 2);
      });
      for (const axis of [0, 1, 2]) expect(is[axis]).toBeCloseTo(should[axis], 1);
    });
  }
});

test('what the user did wrong is told as such', async () => {
  const refused = thread.exportMesh(ball, { ...SMALL, resolution: 5 });
  await expect(refused).rejects.toThrow(UserError);
  await expect(refused).rejects.toThrow('resolution is 5; it must be a whole number from 16 to 512');
});

test('it does one thing after the other, also after a refusal', async () => {
  await expect(thread.shapeOf(fieldOf(sphere(0.5), 0.01))).rejects.toThrow(UserError);
  expect(await thread.shapeOf(ball)).toEqual(await shapeOf(ball));
  expect((await thread.exportMesh(ball, SMALL)).triangles).toBeGreaterThan(100);
});

test('progress that cannot be told ends the export', async () => {
  const failing = () => {
    throw new Error('the disk is full');
  };
  await expect(thread.exportMesh(ball, SMALL, failing)).rejects.toThrow('the disk is full');
});

test('a query that fails ends the export', async () => {
  const failing = async () => {
    throw new UserError('the device was lost');
  };
  await expect(thread.exportMesh(failing, SMALL)).rejects.toThrow('the device was lost');
  await expect(thread.shapeOf(ball)).rejects.toThrow('the mesh thread ended');
});
