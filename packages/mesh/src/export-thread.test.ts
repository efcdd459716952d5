import { expect, test } from '@jest/globals';
import { UserError } from '@modeseek/core';
import { type ExportOptions, type ExportPhase, exportMesh } from './export.ts';
import { exportMeshInThread } from './export-thread.ts';
import { fieldOf, sphere } from './fields.fixture.ts';

const SMALL: ExportOptions = { resolution: 24, textureSize: 0, maxTriangles: 500, name: 'a ball' };
const ball = fieldOf(sphere(0.5));

test('a thread of its own writes the same file, and tells how far it is', async () => {
  const phases = new Set<ExportPhase>();
  const told: number[] = [];
  const mesh = await exportMeshInThread(ball, SMALL, (progress, phase) => {
    told.push(progress);
    phases.add(phase);
  });
  const expected = await exportMesh(ball, SMALL);
  expect(Buffer.from(mesh.bytes).equals(expected.bytes)).toBe(true);
  expect(mesh).toMatchObject({ triangles: expected.triangles, threshold: expected.threshold });
  expect([told[0], told.at(-1), told.filter((progress) => progress === 0).length]).toEqual([0, 1, 1]);
  expect([...phases]).toEqual(['sample', 'threshold', 'surface', 'bake', 'simplify', 'encode']);
});

test('what the user did wrong is told as such', async () => {
  const refused = exportMeshInThread(ball, { ...SMALL, resolution: 5 });
  await expect(refused).rejects.toThrow(UserError);
  await expect(refused).rejects.toThrow('resolution is 5; it must be a whole number from 16 to 512');
});

test('progress that cannot be told ends the export', async () => {
  const failing = () => {
    throw new Error('the disk is full');
  };
  await expect(exportMeshInThread(ball, SMALL, failing)).rejects.toThrow('the disk is full');
});

test('a query that fails ends the export', async () => {
  const failing = async () => {
    throw new Error('the device was lost');
  };
  await expect(exportMeshInThread(failing, SMALL)).rejects.toThrow('the device was lost');
});
