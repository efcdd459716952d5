import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { NodeIO, type Primitive } from '@gltf-transform/core';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { VERSION } from '@modeseek/core';
import { decodePng, startWorker } from '@modeseek/node';
import type { ExportResult } from './export.ts';
import type { ExportOptions } from './export-options.ts';
import type { ExportReply, ExportRequest } from './export-worker.fixture.ts';
import { topology } from './topology.fixture.ts';

const SMALL = { resolution: 48, textureSize: 256, maxTriangles: 3000 } satisfies ExportOptions;

let worker: Worker;
beforeAll(() => {
  worker = startWorker(import.meta.url, './export-worker.fixture');
});
afterAll(() => worker.terminate());

async function ask(field: ExportRequest['field'], options: ExportOptions): Promise<ExportReply> {
  worker.postMessage({ field, options } satisfies ExportRequest);
  const [reply] = await once(worker, 'message');
  return reply;
}

async function exported(field: ExportRequest['field'], options: ExportOptions): Promise<ExportResult> {
  const { result, error } = await ask(field, options);
  if (!result) throw new Error(error?.message);
  return result;
}

async function primitiveOf(bytes: Uint8Array): Promise<Primitive> {
  const document = await new NodeIO().readBinary(new Uint8Array(bytes));
  return document.getRoot().listMeshes()[0].listPrimitives()[0];
}

describe('glTF-Validator finds nothing to say, and files hold what was asked for', () => {
  test.each<[string, ExportRequest['field'], ExportOptions]>([
    ['textured', 'hamburger', {}],
    ['vertex colours', 'hamburger', { textureSize: 0 }],
    ['not simplified, 32-bit indices', 'large', { resolution: 128, textureSize: 0, maxTriangles: 1e6 }],
    ['unlit', 'hamburger', { material: 'unlit' }],
    ['glTF with everything embedded', 'hamburger', { format: 'gltf' }],
    ['glTF, vertex colours, unlit', 'hamburger', { format: 'gltf', textureSize: 0, material: 'unlit' }],
  ])('%s', async (_, field, options) => {
    const { result, report, error } = await ask(field, { ...SMALL, ...options });
    expect(error).toBeUndefined();
    expect(report?.issues.messages).toEqual([]);
    expect(report?.info).toMatchObject({
      generator: `Modeseek ${VERSION}`,
      totalTriangleCount: result?.triangles,
      totalVertexCount: result?.vertices,
      materialCount: 1,
      hasTextures: options.textureSize !== 0,
    });
    if (field === 'large') expect(result?.vertices).toBeGreaterThan(65_535);
    else expect(result?.triangles).toBeLessThanOrEqual(SMALL.maxTriangles);
  });
});

test('the texture shows the front in front and the right on the right', async () => {
  const result = await exported('hamburger', { ...SMALL, threshold: 25, scale: 1, origin: 'none' });
  expect(result).toMatchObject({
    threshold: 25,
    silhouetteAgreement: null,
    nonFinite: 0,
    droppedComponents: 0,
  });
  const primitive = await primitiveOf(result.files[0].bytes);
  const positions = primitive.getAttribute('POSITION')?.getArray() as Float32Array;
  const uvs = primitive.getAttribute('TEXCOORD_0')?.getArray() as Float32Array;
  const png = primitive.getMaterial()?.getBaseColorTexture()?.getImage() as Uint8Array;
  const { data, width, height } = decodePng(Buffer.from(png));
  /** Mean texture colour at the vertices of the dome within 0.04 of (x, z). */
  const colourAt = (x: number, z: number) => {
    const sum = [0, 0, 0];
    let count = 0;
    for (let v = 0; v < positions.length / 3; v++) {
      const [px, py, pz] = positions.subarray(v * 3, v * 3 + 3);
      if (py < 0.3 || Math.hypot(px - x, pz - z) > 0.04) continue;
      const texel = Math.floor(uvs[v * 2 + 1] * height) * width + Math.floor(uvs[v * 2] * width);
      for (let c = 0; c < 3; c++) sum[c] += data[texel * 3 + c];
      count++;
    }
    return sum.map((c) => c / count);
  };
  const expectClose = (found: number[], wanted: number[]) => {
    for (let c = 0; c < 3; c++) expect(Math.abs(found[c] - wanted[c])).toBeLessThan(0.15);
  };
  expectClose(colourAt(0, 0.3), [0.1, 0.2, 0.9]);
  expectClose(colourAt(0.3, 0), [0.9, 0.05, 0.05]);
});

test('vertex colours are linear, and the mesh stays closed through smoothing and simplification', async () => {
  const {
    files: [{ bytes }],
  } = await exported('violet', { ...SMALL, textureSize: 0 });
  const primitive = await primitiveOf(bytes);
  const colours = primitive.getAttribute('COLOR_0')?.getArray() as Float32Array;
  // 0.5, 0.2 and 0.8 in sRGB.
  const linear = [0.214, 0.0331, 0.6038];
  for (let c = 0; c < 3; c++) expect(colours[c]).toBeCloseTo(linear[c], 3);
  const positions = primitive.getAttribute('POSITION')?.getArray() as Float32Array;
  const indices = Uint32Array.from(primitive.getIndices()?.getArray() as Uint16Array);
  expect(topology({ positions, indices })).toMatchObject({ closed: true, manifold: true, euler: 2 });
});

test('levels of detail and a collision hull are files of their own, in one place', async () => {
  const options = {
    ...SMALL,
    textureSize: 0,
    lod: 2,
    collider: 'file',
    stem: 'ball',
    format: 'obj',
  } as const;
  const { files, triangles, lodTriangles } = await exported('violet', options);
  expect(files.map(({ name }) => name)).toEqual(
    ['ball', 'ball-lod1', 'ball-lod2', 'ball-collider'].flatMap((stem) => [`${stem}.obj`, `${stem}.mtl`]),
  );
  const texts = files.map(({ bytes }) => new TextDecoder().decode(bytes));
  const [full, first, second] = [0, 2, 4].map((i) => texts[i].match(/^f /gm)!.length);
  expect([full, [first, second]]).toEqual([triangles, lodTriangles]);
  for (const [budget, count] of [
    [full / 4, first],
    [full / 16, second],
  ]) {
    expect(count).toBeLessThanOrEqual(budget);
    expect(count).toBeGreaterThan(0.9 * budget);
  }
  // The hull contains the ball, and is hardly larger.
  const heights = (text: string) => [...text.matchAll(/^v \S+ (\S+)/gm)].map((match) => Number(match[1]));
  for (const text of [texts[2], texts[4], texts[6]]) {
    expect(Math.min(...heights(text))).toBeCloseTo(0, 1);
    expect(Math.max(...heights(text))).toBeCloseTo(1, 1);
  }
  expect(texts[6]).toContain('\no object_collider\n');
});

test.each([
  ['unreal', 'UCX_object'],
  ['godot', 'object-convcolonly'],
] as const)('%s knows a hull by its name', async (collider, name) => {
  const { result, report } = await ask('violet', { ...SMALL, textureSize: 0, collider });
  expect(report?.issues.messages).toEqual([]);
  const document = await new NodeIO().readBinary(new Uint8Array(result!.files[0].bytes));
  expect(
    document
      .getRoot()
      .listNodes()
      .map((node) => node.getName()),
  ).toEqual(['object', name]);
});

test('a flat base and what cannot be had of it is told; so is a budget that the topology does not allow', async () => {
  const flat = { ...SMALL, textureSize: 0, flatBase: true, format: 'stl' } as const;
  const stands = await exported('hamburger', flat);
  expect(stands.notes).toEqual([]);
  // Binary STL, z up: after 84 bytes 50 for each triangle, a normal and three corners.
  const { buffer, byteOffset, byteLength } = stands.files[0].bytes;
  const view = new DataView(buffer, byteOffset, byteLength);
  let base = 0;
  for (let t = 84; t < byteLength; t += 50) {
    const [a, b, c] = [12, 24, 36].map((at) => [0, 4, 8].map((k) => view.getFloat32(t + at + k, true)));
    if (Math.max(...[a, b, c].map(([, , z]) => Math.abs(z))) > 1e-6) continue;
    base += Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])) / 2;
  }
  // The hamburger is about round, its largest edge 1 m, and here in millimetres.
  expect(base / (1000 ** 2 * (Math.PI / 4))).toBeGreaterThan(0.2);
  const bars = await exported('frame', { ...SMALL, textureSize: 0, maxTriangles: 100, lod: 1 });
  expect(bars.triangles).toBeGreaterThan(100);
  expect(bars.notes).toEqual([
    `${bars.triangles} triangles are left, not 100: with fewer, its parts and holes could not all be kept`,
    expect.stringMatching(/^\d+ triangles are left, not 100/),
  ]);
});

test('the same field gives the same file, and progress only grows', async () => {
  const { result, progress } = await ask('hamburger', SMALL);
  const again = await exported('hamburger', SMALL);
  expect(Buffer.compare(result!.files[0].bytes, again.files[0].bytes)).toBe(0);
  const values = progress.map((p) => p.value);
  expect(values.at(-1)).toBe(1);
  expect(values).toEqual([...values].sort((a, b) => a - b));
  expect([...new Set(progress.map((p) => p.phase))]).toEqual(Object.keys(again.seconds));
});

describe('user mistakes', () => {
  test.each<[string, ExportOptions, RegExp]>([
    ['empty', { resolution: 32 }, /^the field is empty: no ray/],
    ['empty above the threshold', { threshold: 5 }, /^the field is empty: its highest density, 0/],
    ['resolution', { resolution: 1000 }, /^resolution is 1000; it must be a whole number from 16 to 512$/],
    ['texture', { textureSize: 1.5 }, /^textureSize is 1.5/],
    ['threshold', { threshold: -1 }, /^threshold is -1/],
    ['format', { format: 'fbx' as never }, /^format is 'fbx'; known: glb, gltf, obj, ply, stl, 3mf, usdz$/],
    [
      'no textures',
      { format: 'ply', textureSize: 64 },
      /^textureSize is 64; ply has no textures: leave it out$/,
    ],
    [
      'not packed',
      { format: 'obj', compress: 'draco' },
      /^compress is draco; that is for glb and gltf, and not/,
    ],
    [
      'no such textures',
      { format: 'usdz', textureFormat: 'webp' },
      /^textureFormat is webp; that is for glb/,
    ],
    ['no texture', { textureSize: 0, textureFormat: 'webp' }, /^textureFormat is webp; there is no texture/],
    [
      'KTX2',
      { textureSize: 1022, textureFormat: 'ktx2' },
      /^textureSize is 1022; for ktx2 it must be a multiple/,
    ],
    ['size', { size: -1 }, /^size is -1/],
    ['levels', { lod: 7 }, /^lod is 7; there can be 0 to 6 levels$/],
    [
      'too many levels',
      { lod: [700, 600, 500, 400, 300, 200, 100] },
      /^lod is 700,600,500,400,300,200,100; there can be 0 to 6 levels$/,
    ],
    [
      'rising levels',
      { lod: [100, 500] },
      /^lod is 100,500; the triangles of each level must be at least 100 /,
    ],
    ['levels above all', { lod: [20_000] }, /^lod is 20000; .* the first of which are /],
    [
      'a hull that is printed',
      { format: '3mf', collider: 'unreal' },
      /^collider is unreal; in 3mf it would be/,
    ],
    ['share', { minComponentShare: 2 }, /^minComponentShare is 2/],
  ])('%s', async (_, options, message) => {
    const { error } = await ask('empty', options);
    expect(error?.name).toBe('UserError');
    expect(error?.message).toMatch(message);
  });
});
