import { describe, expect, test } from '@jest/globals';
import { checkGlb } from './check-glb.ts';

type Json = Record<string, unknown>;

/** A GLB of one triangle, with changes to its description. */
function glb(change: Json = {}, binary = new Uint8Array(60)): ArrayBuffer {
  const json = {
    asset: { version: '2.0' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0, children: [1] }, {}],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1 }] }],
    accessors: [
      { bufferView: 0, componentType: 5126, count: 3, type: 'VEC3' },
      { bufferView: 1, componentType: 5123, count: 3, type: 'SCALAR' },
    ],
    bufferViews: [
      { buffer: 0, byteLength: 36 },
      { buffer: 0, byteOffset: 36, byteLength: 6 },
    ],
    buffers: [{ byteLength: binary.length }],
    ...change,
  };
  return pack(JSON.stringify(json), binary);
}

/** Puts the two parts of a GLB together. */
function pack(text: string, binary: Uint8Array): ArrayBuffer {
  const json = new TextEncoder().encode(text.padEnd(4 * Math.ceil(text.length / 4)));
  const bytes = new Uint8Array(28 + json.length + binary.length);
  const view = new DataView(bytes.buffer);
  const words = [0x46546c67, 2, bytes.length, json.length, 0x4e4f534a];
  for (const [i, word] of words.entries()) view.setUint32(4 * i, word, true);
  bytes.set(json, 20);
  view.setUint32(20 + json.length, binary.length, true);
  view.setUint32(24 + json.length, 0x004e4942, true);
  bytes.set(binary, 28 + json.length);
  return bytes.buffer;
}

const position = { bufferView: 0, componentType: 5126, count: 3, type: 'VEC3' };
const indices = { bufferView: 1, componentType: 5123, count: 3, type: 'SCALAR' };
const views = [
  { buffer: 0, byteLength: 36 },
  { buffer: 0, byteOffset: 36, byteLength: 24 },
];
/** The first bytes of a PNG of a size. */
function png(width: number, height: number) {
  const bytes = new Uint8Array(60);
  const view = new DataView(bytes.buffer);
  view.setUint32(36, 0x89504e47);
  view.setUint32(36 + 16, width);
  view.setUint32(36 + 20, height);
  return bytes;
}
const chain = (length: number) =>
  Array.from({ length }, (_, i) => (i + 1 < length ? { children: [i + 1] } : {}));

test('what holds what it claims passes', () => {
  checkGlb(glb());
  checkGlb(glb({ images: [{ bufferView: 1 }], bufferViews: views }, png(8192, 8192)));
  const sparse = {
    count: 1,
    indices: { bufferView: 1, componentType: 5123 },
    values: { bufferView: 0 },
  };
  checkGlb(glb({ accessors: [{ ...position, sparse }, indices] }));
  checkGlb(glb({ nodes: chain(100) }));
});

test('what is packed is told', () => {
  expect(() => checkGlb(glb({ extensionsRequired: ['KHR_draco_mesh_compression'] }))).toThrow(
    'it is packed by KHR_draco_mesh_compression, which this page does not read',
  );
});

describe('what claims more than it holds', () => {
  const more = 'it claims more than it holds';
  test.each<[string, Json]>([
    ['3e8 vertices', { accessors: [{ ...position, count: 3e8 }, indices] }],
    ['3e8 vertices of no view', { accessors: [{ componentType: 5126, count: 3e8, type: 'VEC3' }, indices] }],
    ['one vertex', { accessors: [{ ...position, count: 4 }, indices] }],
    ['an offset', { accessors: [{ ...position, byteOffset: 4 }, indices] }],
    ['a stride', { bufferViews: [{ ...views[0], byteStride: 16 }, views[1]] }],
    ['a view', { bufferViews: [{ buffer: 0, byteLength: 100 }, views[1]] }],
    ['a view by its offset', { bufferViews: [{ buffer: 0, byteOffset: 40, byteLength: 36 }, views[1]] }],
    ['a buffer', { buffers: [{ byteLength: 1e9 }] }],
    [
      'sparse numbers',
      {
        accessors: [
          {
            ...position,
            sparse: { count: 3, indices: { bufferView: 1, componentType: 5125 }, values: { bufferView: 0 } },
          },
          indices,
        ],
      },
    ],
  ])('%s', (_, change) => {
    expect(() => checkGlb(glb(change))).toThrow(more);
  });

  test('the file is cut', () => {
    expect(() => checkGlb(glb().slice(0, -20))).toThrow(more);
    const long = glb();
    new DataView(long).setUint32(12, 1e9, true);
    expect(() => checkGlb(long)).toThrow(more);
  });

  test('pictures', () => {
    const change = { images: [{ bufferView: 1 }], bufferViews: views };
    expect(() => checkGlb(glb(change, png(65_535, 65_535)))).toThrow('too large: 65535 x 65535');
    expect(() => checkGlb(glb(change))).toThrow('is no PNG, JPEG or WebP');
    const many = { ...change, images: Array(5).fill({ bufferView: 1 }) };
    expect(() => checkGlb(glb(many, png(8192, 8192)))).toThrow('too many');
    expect(() => checkGlb(glb({ images: [{ uri: 'files/x.png' }] }))).toThrow('in other files');
    expect(() => checkGlb(glb({ buffers: [{ byteLength: 60, uri: 'x.bin' }] }))).toThrow('in another file');
  });

  test('what is drawn again and again', () => {
    const count = 10_000;
    const nodes = Array.from({ length: count }, () => ({ mesh: 0 }));
    const scenes = [{ nodes: nodes.map((_, i) => i) }];
    const primitive = { attributes: { POSITION: 0 }, indices: 1, targets: Array(400).fill({ POSITION: 0 }) };
    checkGlb(glb({ nodes, scenes }));
    const meshes = [{ primitives: Array(10).fill(primitive) }];
    expect(() => checkGlb(glb({ nodes, scenes, meshes }))).toThrow('more than a browser can');
    const binary = new Uint8Array(13e6);
    const large = {
      accessors: [position, indices, { ...position, bufferView: 2, count: 1e6 }],
      bufferViews: [...views, { buffer: 0, byteLength: 12e6 }],
      nodes: [{ mesh: 0, extensions: { EXT_mesh_gpu_instancing: { attributes: { TRANSLATION: 2 } } } }],
      meshes: [{ primitives: Array(20).fill({ attributes: { POSITION: 0 } }) }],
    };
    expect(() => checkGlb(glb(large, binary))).toThrow('more than a browser can');
  });
});

describe('what is damaged', () => {
  test.each<[string, Json, string]>([
    ['nodes in a circle', { nodes: [{ children: [1] }, { children: [0] }] }, 'in itself'],
    ['a node of two parents', { nodes: [{ children: [1, 1] }, {}] }, 'in itself, or in two'],
    ['nodes without end', { nodes: chain(5000) }, 'too deep'],
    ['too many things', { nodes: Array(30_000).fill({}) }, 'it has 30000 nodes'],
    ['a kind of number', { accessors: [{ ...position, type: 'VEC9' }, indices] }, 'of no kind'],
    ['a list', { accessors: {} }, 'damaged'],
    ['null in a list', { nodes: [null] }, 'damaged'],
    ['a number that is none', { accessors: [{ ...position, count: '3' }, indices] }, 'damaged'],
    ['no count', { accessors: [{ ...position, count: undefined }, indices] }, 'damaged'],
    ['a fraction', { accessors: [{ ...position, count: 2.5 }, indices] }, 'damaged'],
    ['a mesh that is not there', { nodes: [{ mesh: 7 }] }, 'damaged'],
    ['a view that is not there', { accessors: [{ ...position, bufferView: 7 }, indices] }, 'damaged'],
    ['a view by name', { accessors: [{ ...position, bufferView: '__proto__' }, indices] }, 'damaged'],
  ])('%s', (_, change, words) => {
    expect(() => checkGlb(glb(change))).toThrow(words);
  });

  test.each([
    ['no mesh at all', new TextEncoder().encode('no mesh at all, but text').buffer],
    ['nothing', new ArrayBuffer(0)],
  ])('%s', (_, bytes) => {
    expect(() => checkGlb(bytes)).toThrow('it is no GLB');
  });

  test.each(['null', '[]', '{', '17'])('the description %s', (text) => {
    expect(() => checkGlb(pack(text, new Uint8Array(4)))).toThrow('its description is damaged');
  });
});
