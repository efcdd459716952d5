import { deflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { UserError } from '@modeseek/core';
import { encodePng } from '@modeseek/node';
import {
  type EncodeOptions,
  type FinishedModel,
  type FinishedPart,
  PLAIN_MATERIAL,
} from '../formats/format.ts';
import { type FormatName, formatOf } from '../formats/index.ts';
import { namedFiles } from '../node/beside.ts';
import { encodeTools } from '../node/encode-tools.ts';
import { readTools } from '../node/read-tools.ts';
import { faultsOf, measureMesh } from '../report/report.ts';
import { box, torus } from '../report/shapes.fixture.ts';
import { type TriangleMesh, vertexNormals } from '../triangle-mesh.ts';
import { readMesh } from './index.ts';

const texture = encodePng({ data: new Float32Array(16 * 8 * 3).fill(0.5), batch: 1, height: 8, width: 16 });

/** Cut along a seam: every triangle by itself, laid on the left half of a texture. */
function painted(name: string, { positions, indices }: TriangleMesh): FinishedPart {
  const corners = Float32Array.from({ length: indices.length * 3 }, (_, i) => {
    return positions[indices[Math.floor(i / 3)] * 3 + (i % 3)];
  });
  const mesh = { positions: corners, indices: Uint32Array.from(indices, (_, i) => i) };
  const uvs = Float32Array.from({ length: indices.length * 2 }, (_, i) => [0, 0, 0.5, 0, 0, 1][i % 6]);
  return { name, mesh: { ...mesh, uvs, normals: vertexNormals(mesh) }, texture, material: PLAIN_MATERIAL };
}

const model: FinishedModel = {
  name: 'a ring and a box',
  parts: [painted('ring', torus()), painted('box', box([1, 1, 1], [3, 0, 0]))],
  extras: { prompt: 'a ring and a box' },
};

async function readAgain(format: FormatName, options: EncodeOptions = {}, stem = 'mesh') {
  const files = await formatOf(format).encode(model, stem, { ...options, ...encodeTools });
  return readMesh(files[0].name, files[0].bytes, namedFiles(files), readTools);
}

describe('what is written is read again', () => {
  test.each<[FormatName, EncodeOptions, object]>([
    ['glb', {}, { metres: 1, up: 'y' }],
    ['glb', { compress: 'meshopt' }, { metres: 1 }],
    ['glb', { compress: 'draco' }, { metres: 1 }],
    ['glb', { textureFormat: 'webp' }, { metres: 1 }],
    ['glb', { textureFormat: 'ktx2' }, { metres: 1 }],
    ['gltf', {}, { metres: 1, up: 'y' }],
    ['obj', {}, { metres: null, up: 'y' }],
    ['3mf', {}, { metres: 1e-3, up: 'z' }],
    ['usdz', {}, { metres: 1, up: 'y' }],
  ])('%s with %j', async (format, options, expected) => {
    const read = await readAgain(format, options);
    expect(read).toMatchObject({ format, notes: [], ...expected });
    const figures = measureMesh(read);
    expect(faultsOf(figures)).toEqual([]);
    expect(figures).toMatchObject({
      objects: 2,
      bodies: 2,
      genus: 1,
      triangles: 2304 + 12,
      crossingObjects: 0,
    });
    expect(figures.textures).toContainEqual({ width: 16, height: 8 });
    expect(figures.texelShare).toBeCloseTo(0.25, 1);
    const metres = figures.size!.box.map((edge) => edge * (read.metres ?? 1)).sort();
    expect(metres).toEqual([1, 2.7, 4.85].map((edge) => expect.closeTo(edge, 2)));
  });

  test.each<[FormatName, object]>([
    ['ply', { up: 'y' }],
    ['stl', { up: 'z' }],
  ])('%s, as one object', async (format, expected) => {
    const read = await readAgain(format);
    expect(read).toMatchObject({ format, metres: null, textures: [], ...expected });
    const figures = measureMesh(read);
    expect(faultsOf(figures)).toEqual([]);
    expect(figures).toMatchObject({ objects: 1, bodies: 2, genus: 1, triangles: 2304 + 12 });
  });

  test('a glTF of two scenes that show the same', async () => {
    const [{ name, bytes }] = await formatOf('gltf').encode(model, 'mesh', encodeTools);
    const document = JSON.parse(new TextDecoder().decode(bytes));
    document.scenes.push(document.scenes[0]);
    const twice = new TextEncoder().encode(JSON.stringify(document));
    const { objects } = await readMesh(name, twice, namedFiles([]), readTools);
    expect(objects).toHaveLength(2);
  });

  test('an OBJ whose name has spaces, with its pictures', async () => {
    const { notes, textures } = await readAgain('obj', {}, 'my  ring and box');
    expect({ notes, textures: textures.length }).toEqual({ notes: [], textures: 2 });
  });

  test('names and materials of objects', async () => {
    for (const format of ['glb', 'obj', '3mf', 'usdz'] as const) {
      const { objects, materials } = await readAgain(format);
      expect(objects.map(({ name }) => name)).toEqual(['ring', 'box']);
      expect(materials.length).toBe(2);
      expect(objects[1].parts[0].material?.texture).toMatchObject({ width: 16, height: 8 });
    }
  });
});

const encode = (text: string) => new TextEncoder().encode(text);
const read = (name: string, text: string | Uint8Array, files: Record<string, string> = {}) =>
  readMesh(
    name,
    typeof text === 'string' ? encode(text) : text,
    namedFiles(Object.entries(files).map(([name, content]) => ({ name, bytes: encode(content) }))),
    readTools,
  );

describe('OBJ', () => {
  const pyramid = 'v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nv .5 .5 1e0\n';

  test('polygons, negative numbers, and lines that go on', async () => {
    const faces = 'f 4 3 2 1\nf -5 -4 -1\nf 2/1 3/1 \\\n5/1\nf 3//1 4//1 5//1\nf 4 1 5 # the last\n';
    const { objects } = await read(
      'a.obj',
      `# made by hand, in C:\\models\\\n${pyramid}vt 0 0\nvn 0 0 1\n${faces}`,
    );
    const figures = measureMesh(await read('a.obj', `${pyramid}vt 0 0\nvn 0 0 1\n${faces}`));
    expect(objects.length).toBe(1);
    expect(figures).toMatchObject({ triangles: 6, watertight: true, outward: true, genus: 0 });
    expect(figures.volume).toBeCloseTo(1 / 3, 6);
  });

  test('a polygon with a corner on a straight edge has no triangle without area', async () => {
    const corners = 'v 0 0 0\nv 1 0 0\nv 2 0 0\nv 2 2 0\nv 0 2 0\nv 1 1 3\n';
    const sides = [1, 2, 3, 4, 5].map((a) => `f ${a} ${(a % 5) + 1} 6\n`).join('');
    const figures = measureMesh(await read('a.obj', `${corners}f 5 4 3 2 1\n${sides}`));
    expect(faultsOf(figures)).toEqual([]);
    expect(figures).toMatchObject({ triangles: 3 + 5, watertight: true });
  });

  test('a polygon that is not convex is cut into ears', async () => {
    // An arrow's head, and a point far above it.
    const arrow = 'v 0 0 0\nv 2 2 0\nv 0 1 0\nv -2 2 0\nv 0 1 5\n';
    const figures = measureMesh(
      await read('a.obj', `${arrow}f 4 3 2 1\nf 1 2 5\nf 2 3 5\nf 3 4 5\nf 4 1 5\n`),
    );
    expect(figures).toMatchObject({ watertight: true, outward: true, selfIntersections: 0 });
    expect(figures.volume).toBeCloseTo((2 * 5) / 3, 5);
  });

  test('objects, materials and colours; a material that is not there is noted', async () => {
    const text = `mtllib m.mtl\no one\n${pyramid.replaceAll('\n', ' 1 0.5 0\n')}usemtl red\nf 1 2 3\nusemtl blue\nf 1 3 4\no two\nf 1 2 5\n`;
    const model = await read('a.obj', text, {
      'm.mtl': 'newmtl red\nKd 1 0 0\nnewmtl blue\nmap_Kd gone.png\n',
    });
    expect(model.objects.map(({ name, parts }) => [name, parts.length])).toEqual([
      ['one', 2],
      ['two', 1],
    ]);
    expect(model.objects[0].parts[0].material?.colour).toEqual([1, 0, 0]);
    expect([...model.objects[0].parts[0].mesh.colours!.slice(0, 3)]).toEqual([1, 0.5, 0]);
    expect(model.notes).toEqual(['A picture was not read: it names gone.png, which is not there.']);
    expect((await read('a.obj', text)).notes[0]).toContain('it names m.mtl, which is not there');
  });
});

describe('STL', () => {
  const facet = (corners: string) => `facet normal 0 0 1\nouter loop\n${corners}endloop\nendfacet\n`;
  test('as text', async () => {
    const text = `solid thing\n${facet('vertex 0 0 0\nvertex 1 0 0\nVERTEX 0 1 NaN\n')}endsolid thing\n`;
    expect(measureMesh(await read('a.stl', text))).toMatchObject({ triangles: 1, nonFiniteVertices: 1 });
    expect(measureMesh(await read('a.stl', 'solid\nendsolid'))).toMatchObject({ triangles: 0 });
  });

  test('bytes that begin as text does', async () => {
    const bytes = new Uint8Array(84 + 50);
    bytes.set(encode('solid'));
    bytes[80] = 1;
    expect(measureMesh(await read('a.stl', bytes))).toMatchObject({ triangles: 1, degenerateTriangles: 1 });
  });
});

describe('PLY', () => {
  const header = (format: string) =>
    `ply\nformat ${format} 1.0\ncomment by hand\nelement vertex 4\nproperty double x\nproperty float y\nproperty float z\nproperty uchar red\nproperty uchar green\nproperty uchar blue\nelement face 2\nproperty uchar flags\nproperty list uchar int vertex_indices\nelement edge 1\nproperty list ushort short numbers\nend_header\n`;
  const places = [
    [0, 0, 0],
    [1, 0, 0],
    [1, 1, 0],
    [0, 1, 0],
  ];

  test.each(['ascii', 'binary_little_endian', 'binary_big_endian'])('%s', async (format) => {
    let body: Uint8Array;
    if (format === 'ascii') {
      body = encode(
        `${places.map((p) => `${p.join(' ')} 255 0 51`).join('\n')}\n0 3 0 1 2\n7 3 0 2 3\n2 1 1`,
      );
    } else {
      body = new Uint8Array(4 * 19 + 2 * 14 + 6);
      const view = new DataView(body.buffer);
      const little = format === 'binary_little_endian';
      let at = 0;
      for (const [x, y, z] of places) {
        view.setFloat64(at, x, little);
        view.setFloat32(at + 8, y, little);
        view.setFloat32(at + 12, z, little);
        body.set([255, 0, 51], at + 16);
        at += 19;
      }
      for (const corners of [
        [0, 1, 2],
        [0, 2, 3],
      ]) {
        view.setUint8(at + 1, 3);
        for (const [k, corner] of corners.entries()) view.setInt32(at + 2 + 4 * k, corner, little);
        at += 14;
      }
      view.setUint16(at, 2, little);
    }
    const model = await read('a.ply', Buffer.concat([encode(header(format)), body]));
    expect(measureMesh(model)).toMatchObject({
      triangles: 2,
      vertices: 4,
      boundaryEdges: 4,
      size: { box: [1, 1, 0] },
    });
    expect([...model.objects[0].parts[0].mesh.colours!.slice(0, 3)]).toEqual([1, 0, expect.closeTo(0.2, 6)]);
  });
});

describe('glTF', () => {
  /** One triangle, and changes to its description. */
  function gltf(change: Record<string, unknown>, floats = [0, 0, 0, 1, 0, 0, 0, 1, 0]): string {
    const uri = `data:application/octet-stream;base64,${Buffer.from(Float32Array.from(floats).buffer).toString('base64')}`;
    return JSON.stringify({
      asset: { version: '2.0' },
      scenes: [{ nodes: [0] }],
      nodes: [{ mesh: 0 }],
      meshes: [{ name: 'sheet', primitives: [{ attributes: { POSITION: 0 } }] }],
      accessors: [{ bufferView: 0, componentType: 5126, count: floats.length / 3, type: 'VEC3' }],
      bufferViews: [{ buffer: 0, byteLength: floats.length * 4 }],
      buffers: [{ byteLength: floats.length * 4, uri }],
      ...change,
    });
  }
  const sizeOf = async (text: string) => measureMesh(await read('a.gltf', text)).size?.box;

  test('nodes within nodes have places, turns and scales', async () => {
    const nodes = [
      { children: [1, 2], translation: [10, 0, 0], scale: [2, 2, 2] },
      { mesh: 0, rotation: [0, 0, Math.SQRT1_2, Math.SQRT1_2] },
      { mesh: 0, matrix: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 5, 0, 3, 1] },
    ];
    const model = await read('a.gltf', gltf({ nodes }));
    const corners = model.objects.map(({ parts }) => [...parts[0].mesh.positions.slice(3, 6)]);
    expect(corners).toEqual(
      [
        [10, 2, 0],
        [22, 0, 6],
      ].map((corner) => corner.map((x) => expect.closeTo(x, 5))),
    );
  });

  test('what mirrors turns triangles, so that they face as before', async () => {
    const nodes = [{ mesh: 0, scale: [-1, 1, 1] }];
    const { objects } = await read('a.gltf', gltf({ nodes }));
    expect([...objects[0].parts[0].mesh.indices]).toEqual([0, 2, 1]);
  });

  test('instances', async () => {
    const floats = [0, 0, 0, 1, 0, 0, 0, 1, 0, ...[0, 0, 0, 5, 0, 0, 9, 0, 0]];
    const accessors = [0, 36].map((byteOffset) => ({
      bufferView: 0,
      byteOffset,
      componentType: 5126,
      count: 3,
      type: 'VEC3',
    }));
    const nodes = [{ mesh: 0, extensions: { EXT_mesh_gpu_instancing: { attributes: { TRANSLATION: 1 } } } }];
    const model = await read(
      'a.gltf',
      gltf({ accessors, nodes, extensionsRequired: ['EXT_mesh_gpu_instancing'] }, floats),
    );
    expect(measureMesh(model)).toMatchObject({ objects: 3, triangles: 3, size: { box: [10, 1, 0] } });
  });

  test('numbers that are few, or whole', async () => {
    const floats = [0, 0, 0, 1, 0, 0, 0, 1, 0, 7, 0, 0];
    const sparse = {
      count: 1,
      indices: { bufferView: 1, componentType: 5125 },
      values: { bufferView: 0, byteOffset: 36 },
    };
    const accessors = [{ bufferView: 0, componentType: 5126, count: 3, type: 'VEC3', sparse }];
    const bufferViews = [
      { buffer: 0, byteLength: 48 },
      { buffer: 0, byteOffset: 0, byteLength: 4 },
    ];
    expect(await sizeOf(gltf({ accessors, bufferViews }, floats))).toEqual([7, 1, 0]);
    const whole = [{ bufferView: 0, componentType: 5120, normalized: true, count: 3, type: 'VEC3' }];
    const bytes = Buffer.from(Int8Array.of(0, 0, 0, 127, 0, 0, 0, -127, 0, 0, 0, 0).buffer).toString(
      'base64',
    );
    const buffers = [{ byteLength: 12, uri: `data:;base64,${bytes}` }];
    expect(
      await sizeOf(gltf({ accessors: whole, buffers, bufferViews: [{ buffer: 0, byteLength: 12 }] })),
    ).toEqual([1, 1, 0]);
  });

  test('strips and fans; no points', async () => {
    const floats = [0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0];
    const as = async (mode: number) => {
      const meshes = [{ primitives: [{ attributes: { POSITION: 0 }, mode }] }];
      const model = await read('a.gltf', gltf({ meshes }, floats));
      return { ...measureMesh(model), notes: model.notes };
    };
    expect(await as(5)).toMatchObject({ triangles: 2, boundaryEdges: 4, inconsistentEdges: 0 });
    expect(await as(6)).toMatchObject({ triangles: 2 });
    expect(await as(0)).toMatchObject({ triangles: 0, notes: ['Points and lines were left out.'] });
  });

  test('files beside it', async () => {
    const bin = Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0);
    const text = gltf({ buffers: [{ byteLength: 36, uri: 'the%20data.bin' }] });
    const files = namedFiles([{ name: 'the data.bin', bytes: new Uint8Array(bin.buffer) }]);
    expect(measureMesh(await readMesh('a.gltf', encode(text), files, readTools)).triangles).toBe(1);
  });
});

describe('what a file is', () => {
  test('goes by its extension, if it is that', async () => {
    const [{ bytes }] = await formatOf('glb').encode(model, 'mesh');
    await expect(read('t.obj', bytes)).rejects.toThrow('t.obj is no obj, but a glb');
    expect((await read('t.bin', bytes)).format).toBe('glb');
    await expect(read('t.txt', 'hello')).rejects.toThrow(
      't.txt is no mesh of a kind that is read here; known: glb',
    );
    await expect(read('t.obj', deflateSync(Buffer.alloc(1000)))).rejects.toThrow(UserError);
  });
});
