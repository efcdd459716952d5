import { describe, expect, test } from '@jest/globals';
import type { ReadPart, ReadTexture } from '../read/read-model.ts';
import { faultsOf, figureRows, type MeshFigures, measureMesh } from './report.ts';
import { ball, box, flipped, modelOf, SHAPES, torus } from './shapes.fixture.ts';
import { joined } from './subject.ts';

const figuresOf = (name: string) => measureMesh(modelOf(SHAPES[name]));

describe('what is sound has no fault', () => {
  test.each([
    ['box', { genus: 0, bodies: 1 }],
    ['box-soup', { genus: 0, bodies: 1, vertices: 36 }],
    ['ball', { genus: 0, bodies: 1, triangles: 768 }],
    ['torus', { genus: 1, bodies: 1 }],
    ['two-apart', { genus: 0, bodies: 2, objects: 1 }],
  ] as [string, Partial<MeshFigures>][])('%s', (name, expected) => {
    const figures = figuresOf(name);
    expect(faultsOf(figures)).toEqual([]);
    expect(figures).toMatchObject({ ...expected, watertight: true, outward: true, selfIntersections: 0 });
  });
});

describe('what is wrong is told, and nothing else', () => {
  test.each([
    ['box-with-a-hole', ['watertight: no', 'boundary edges: 3']],
    ['sheet', ['watertight: no', 'boundary edges: 4']],
    ['turned-inside-out', ['faces outwards: no']],
    ['one-triangle-turned', ['edges whose triangles face opposite ways: 3']],
    ['two-sharing-an-edge', ['watertight: no', 'non-manifold edges: 1']],
    ['two-sharing-a-vertex', ['non-manifold vertices: 1']],
    ['fin-on-an-edge', ['watertight: no', 'boundary edges: 2', 'non-manifold edges: 1']],
    ['triangle-twice', ['watertight: no', 'non-manifold edges: 3', 'triangles that cross others: 2']],
    ['one-in-another', ['bodies inside others: 1']],
    ['cavity', ['bodies inside others: 1']],
    ['one-through-another', ['triangles that cross others: 160']],
    ['klein-bottle', ['edges whose triangles face opposite ways: 24', 'triangles that cross others: 96']],
  ])('%s', (name, faults) => expect(faultsOf(figuresOf(name))).toEqual(faults));

  test('a triangle without area, which crosses its neighbours', () => {
    expect(faultsOf(figuresOf('triangle-without-area'))).toContain('triangles without area: 1');
    expect(figuresOf('triangle-without-area')).toMatchObject({ watertight: true, genus: 0 });
  });

  test('points that are none', () => {
    const broken = box();
    const positions = Float32Array.from(broken.positions, (value, i) => (i === 4 ? Number.NaN : value));
    const figures = measureMesh(modelOf({ ...broken, positions }));
    expect(figures).toMatchObject({ nonFiniteVertices: 1, watertight: false, size: { box: [1, 1, 1] } });
    const infinite = positions.map((value, i) => (i === 4 ? Number.POSITIVE_INFINITY : value));
    expect(measureMesh(modelOf({ ...broken, positions: infinite }))).toEqual(figures);
  });

  test('nothing at all', () => {
    const nothing = { positions: new Float32Array(), indices: new Uint32Array() };
    for (const figures of [measureMesh(modelOf()), measureMesh(modelOf(nothing))]) {
      expect(faultsOf(figures)).toContain('triangles: 0');
      expect(figures).toMatchObject({
        watertight: false,
        size: null,
        origin: null,
        genus: null,
        hiddenShare: 0,
      });
    }
  });
});

test('handles and bodies add up over objects, whose places may be the same', () => {
  const figures = measureMesh(modelOf(box(), box([1, 1, 1], [1, 0, 0]), torus()));
  expect(figures).toMatchObject({
    objects: 3,
    bodies: 3,
    genus: 1,
    nonManifoldEdges: 0,
    selfIntersections: 0,
  });
  expect(figures.crossingObjects).toBeGreaterThan(0);
  expect(measureMesh(modelOf(box(), box([1, 1, 1], [2, 0, 0]))).crossingObjects).toBe(0);
});

test('the parts of one object are one surface', () => {
  const { positions, indices } = box();
  const halves = [indices.slice(0, 18), indices.slice(18)].map((some) => ({ positions, indices: some }));
  const model = modelOf(halves[0]);
  model.objects[0].parts.push({ mesh: halves[1], material: null });
  expect(faultsOf(measureMesh(model))).toEqual([]);
});

test('volumes are those of the shapes, at any place and scale', () => {
  const at = (scale: number, shift: number) => {
    const { positions, indices } = torus();
    return measureMesh(modelOf({ positions: positions.map((x) => scale * x + shift), indices })).volume!;
  };
  const exact = 2 * Math.PI ** 2 * 0.35 ** 2;
  expect(at(1, 0) / exact).toBeCloseTo(1, 1);
  expect(at(1, 50) / at(1, 0)).toBeCloseTo(1, 4);
  expect(at(1e-3, 0) / at(1, 0)).toBeCloseTo(1e-9, 14);
});

describe('bodies inside others', () => {
  const count = (...bodies: Parameters<typeof joined>[0]) =>
    measureMesh(modelOf(joined(bodies))).hiddenBodies;
  test('in a row', () => expect(count(ball(1), ball(0.6), ball(0.3), ball(0.1, 3, [0, 2, 0]))).toBe(2));
  test('in the hole of a ring there is none', () => expect(count(torus(), ball(0.3))).toBe(0));
  test('in the ring itself there is', () => expect(count(torus(), ball(0.1, 4, [1, 0, 0]))).toBe(1));
  test('a cavity counts', () => expect(count(ball(1), flipped(ball(0.5)))).toBe(1));
  test('with corners and edges exactly above each other', () =>
    expect(count(box([4, 4, 4]), box([2, 2, 2]), box([1, 1, 1]))).toBe(2));
  test('beside, with boxes within each other', () => {
    const corner = joined([box([2, 0.2, 0.2]), box([0.2, 2, 0.2], [-0.9, 1, 0])]);
    expect(count(corner, ball(0.3, 4, [0.4, 1, 0]))).toBe(0);
  });
});

describe('the origin', () => {
  const at = (x: number, y: number, z: number, up: 'y' | 'z' = 'y') =>
    measureMesh({ ...modelOf(box([1, 2, 3], [x, y, z])), up }).origin;
  test('on the ground', () =>
    expect(at(0, 1, 0)).toMatchObject({ at: 'ground', ground: 0, footprintCentre: [0, 0] }));
  test('on the ground of slicers', () =>
    expect(at(0, 0, 1.5, 'z')).toMatchObject({ at: 'ground', ground: 0 }));
  test('in the middle', () => expect(at(0, 0, 0)?.at).toBe('centre'));
  test('elsewhere', () =>
    expect(at(1, 1, 0)).toEqual({ at: 'elsewhere', up: 'y', ground: 0, footprintCentre: [1, 0] }));
});

describe('textures', () => {
  const texture: ReadTexture = { width: 64, height: 32, bytes: new Uint8Array() };
  const material = { name: '', colour: [1, 1, 1] as const, texture, normalMap: null };
  /** Two triangles over a square, laid on a rectangle of the texture; the second one elsewhere where cut. */
  const sheet = (u: number, v: number, cut = false): ReadPart['mesh'] => {
    const positions = Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0, ...[1, 0, 0, 1, 1, 0, 0, 1, 0]);
    const uvs = Float32Array.of(0, 0, u, 0, 0, v, ...[u, 0, u, v, 0, v].map((x) => x + (cut ? 1 : 0)));
    return { positions, uvs, indices: Uint32Array.of(0, 1, 2, 3, 4, 5) };
  };
  const figuresWith = (mesh: ReadPart['mesh']) => {
    const model = modelOf(mesh);
    model.objects[0].parts[0].material = material;
    return measureMesh({ ...model, materials: [material], textures: [texture] });
  };

  test('share of texels and charts', () => {
    const whole = figuresWith(sheet(0.5, 0.5));
    expect(whole).toMatchObject({ texelShare: 0.25, charts: 1, materials: 1 });
    expect(whole.textures).toEqual([{ width: 64, height: 32 }]);
    expect(figuresWith(sheet(0.5, 0.5, true))).toMatchObject({ texelShare: 0.25, charts: 2 });
    expect(figuresWith(sheet(7, 1e6)).texelShare).toBe(1);
    for (const far of [1e9, 1e30, -1e38]) expect(figuresWith(sheet(7, far)).texelShare).toBe(0);
    expect(figuresWith(sheet(Number.NaN, 1)).texelShare).toBe(0);
  });

  test('without any', () => {
    expect(figuresOf('box')).toMatchObject({ texelShare: null, charts: null, textures: [], materials: 0 });
  });
});

test('every figure has a row for people', () => {
  const rows = figureRows(figuresOf('torus'));
  expect(rows).toContainEqual({ title: 'handles (genus)', text: '1', isWrong: false });
  expect(rows).toContainEqual({ title: 'size', text: '2.7 × 0.7 × 2.7 m', isWrong: false });
  expect(rows.map(({ title }) => title).length).toBe(Object.keys(figuresOf('torus')).length);
});
