import { expect, test } from '@jest/globals';
import { measureMesh } from '@modeseek/mesh';
import { modelOf, SHAPES } from '@modeseek/mesh/src/report/shapes.fixture.ts';
import { meshLine } from './mesh-line.ts';

const report = (name: string, more: object = {}) => ({
  file: 'mesh.glb',
  format: 'glb',
  bytes: 1,
  sound: true,
  faults: [],
  figures: measureMesh(modelOf(SHAPES[name])),
  gltf: null,
  notes: [],
  field: null,
  ...more,
});

test('a report in a line', () => {
  const field = { unlit: 31.4, lit: 28.2, silhouette: 0.974 };
  const gltf = { errors: 0, warnings: 0, infos: 0, messages: [] };
  expect(meshLine(report('torus', { field, gltf }))).toBe(
    'watertight, 1 body, genus 1, no self-intersections, 0 % hidden, 2.7 × 0.7 × 2.7 m around the origin, colours 31 dB unlit / 28 dB lit, silhouettes 97 %, valid glTF',
  );
});

test('what is wrong is in it', () => {
  expect(meshLine(report('one-in-another'))).toContain(
    '2 bodies, genus 0, no self-intersections, 1 hidden body, 50 % hidden',
  );
  expect(meshLine(report('box-with-a-hole'))).toMatch(/^not watertight, 1 body, no self-intersections/);
  expect(meshLine(report('triangle-twice'))).toContain('2 self-intersections');
  const gltf = { errors: 1, warnings: 2, infos: 3, messages: [] };
  expect(meshLine(report('box', { gltf }))).toContain('glTF with 1 errors, 2 warnings, 3 infos');
});
