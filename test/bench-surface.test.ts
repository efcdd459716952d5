import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { medianBend } from '@modeseek/lab/surface/bend';
import { compareSurfaces, sampleVisible } from '@modeseek/lab/surface/compare';
import { pitShare } from '@modeseek/lab/surface/pits';
import { simpleSolidOf, solidOf } from '@modeseek/lab/surface/solid';
import { bodies, genus, hiddenShare, Subject, type TriangleMesh, watertight, weld } from '@modeseek/mesh';
import { flatten } from '@modeseek/objects';
import { soupShape } from '@modeseek/raster';
import {
  BoxGeometry,
  type BufferGeometry,
  Group,
  Mesh,
  MeshStandardMaterial,
  SphereGeometry,
  TorusGeometry,
} from 'three';

const box = (w: number, h: number, d: number) => new BoxGeometry(w, h, d);
const ball = (radius: number, segments = 24) => new SphereGeometry(radius, segments, segments);

/** A soup of parts, each at a place. */
function soup(...parts: [BufferGeometry, [number, number, number]][]) {
  const group = new Group();
  for (const [geometry, [x, y, z]] of parts) {
    group.add(new Mesh(geometry.translate(x, y, z), new MeshStandardMaterial()));
  }
  return flatten(group);
}

/** Its outside, as one closed mesh. */
const outside = (...parts: [BufferGeometry, [number, number, number]][]) => solidOf(soup(...parts));

/** Its vertices merged. */
const welded = ({ positions }: { positions: Float32Array }) => weld(soupShape(positions));

/** Bodies and handles, where it is closed. */
function topologyOf(mesh: TriangleMesh) {
  const subject = Subject.of(mesh);
  return {
    bodies: bodies.measure(subject),
    genus: genus.measure(subject),
    closed: watertight.measure(subject),
  };
}

describe('the outside of a soup of triangles', () => {
  test('parts that reach into each other are one body, and what is inside is gone', () => {
    const mesh = outside(
      [box(0.8, 0.8, 0.8), [0, 0, 0]],
      [box(0.4, 0.4, 0.4), [0.5, 0, 0]],
      [ball(0.2), [0, 0, 0]],
    );
    expect(topologyOf(mesh)).toEqual({ bodies: 1, genus: 0, closed: true });
    expect(hiddenShare.measure(Subject.of(mesh))).toBeLessThan(0.001);
  });

  test('a ring has a handle; two things are two bodies; a sheet is as good as a block', () => {
    expect(topologyOf(outside([new TorusGeometry(0.5, 0.15), [0, 0, 0]]))).toMatchObject({
      bodies: 1,
      genus: 1,
    });
    const apart = outside([ball(0.3), [-0.5, 0, 0]], [box(0.5, 0.5, 0), [0.5, 0, 0]]);
    expect(topologyOf(apart)).toEqual({ bodies: 2, genus: 0, closed: true });
  });

  test('is where the triangles are', async () => {
    const triangles = soup([ball(0.6, 64), [0.1, 0, 0]]);
    const solid = await simpleSolidOf(triangles, 3000);
    const rng = new Rng(1);
    const samples = [welded(triangles), solid].map((mesh) => sampleVisible(mesh, 40_000, rng));
    const { chamfer, normalConsistency } = compareSurfaces(samples[1], samples[0]);
    expect(chamfer).toBeLessThan(0.015);
    expect(normalConsistency).toBeGreaterThan(0.99);
  });
});

test('the close judge knows objects without their colours, and finds others of their kinds near', () => {
  const fixture = fileURLToPath(new URL('close-judge.fixture.ts', import.meta.url));
  const stdout = execFileSync(process.execPath, ['--conditions=source', '--import', 'tsx', fixture]);
  const { right, wrong, same, different } = JSON.parse(stdout.toString());
  for (const share of right) expect(share).toBeGreaterThan(0.6);
  expect(wrong).toEqual([0, 0, 0, 0]);
  expect(same).toBeLessThan(different / 2);
});

describe('what a close look finds', () => {
  test('faces inside cannot be seen', () => {
    const mesh = welded(soup([ball(0.6, 24), [0, 0, 0]], [ball(0.3, 24), [0, 0, 0]]));
    expect(hiddenShare.measure(Subject.of(mesh))).toBeCloseTo(0.5, 2);
  });

  test('pits: a box has none, a gap between two is one, a dent is none', () => {
    const pair = (x: number) =>
      pitShare(welded(soup([box(0.5, 1, 1), [-x, 0, 0]], [box(0.5, 1, 1), [x, 0, 0]])));
    expect(pitShare(welded(soup([box(1, 1, 1), [0, 0, 0]])))).toBe(0);
    expect(pair(0.28)).toBeGreaterThan(0.003);
    const dented = soup(
      [box(0.5, 1, 1), [-0.5, 0, 0]],
      [box(0.5, 0.95, 1), [0, 0, 0]],
      [box(0.5, 1, 1), [0.5, 0, 0]],
    );
    expect(pitShare(welded(dented))).toBe(0);
  });

  test('roughness grows with noise, and a flat thing has none', async () => {
    const flat = await simpleSolidOf(soup([box(1, 1, 1), [0, 0, 0]]), 4000);
    const rng = new Rng(2);
    const bends = [0, 0.002, 0.01].map((noise) =>
      medianBend({ ...flat, positions: flat.positions.map((p) => p + noise * rng.normal()) }),
    );
    expect(bends[0]).toBeLessThan(0.5);
    expect(bends[1]).toBeGreaterThan(bends[0] + 1);
    expect(bends[2]).toBeGreaterThan(2 * bends[1]);
  });

  test('surfaces that are apart are so far apart', () => {
    const rng = new Rng(3);
    const at = (x: number) => sampleVisible(welded(soup([box(1, 1, 1), [x, 0, 0]])), 40_000, rng);
    const same = compareSurfaces(at(0), at(0));
    expect(same.chamfer).toBeLessThan(0.012); // of samples that are not the same points
    expect(same.normalConsistency).toBeGreaterThan(0.95);
    expect(compareSurfaces(at(0), at(0.2)).chamfer).toBeGreaterThan(same.chamfer + 0.03);
  });
});
