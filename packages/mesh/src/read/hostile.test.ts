import { describe, expect, test } from '@jest/globals';
import { UserError } from '@modeseek/core';
import { zipSync } from 'fflate';
import { PLAIN_MATERIAL } from '../formats/format.ts';
import { formatOf } from '../formats/index.ts';
import { namedFiles } from '../node/beside.ts';
import { encodeTools } from '../node/encode-tools.ts';
import { readTools } from '../node/read-tools.ts';
import { box } from '../report/shapes.fixture.ts';
import { vertexNormals } from '../triangle-mesh.ts';
import { readMesh } from './index.ts';

const bytesOf = (content: string | Uint8Array) =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;
const read = (name: string, content: string | Uint8Array) =>
  readMesh(name, bytesOf(content), namedFiles([]), readTools);

/** Expects one line that names the file and says why. */
async function expectRefusal(name: string, content: string | Uint8Array, why: string): Promise<void> {
  const refused = read(name, content);
  await expect(refused).rejects.toThrow(UserError);
  await expect(refused).rejects.toThrow(`${name} cannot be read: ${why}`);
}

type Json = Record<string, unknown>;
const uri = `data:;base64,${Buffer.alloc(48).toString('base64')}`;
const triangle: Json = {
  asset: { version: '2.0' },
  scenes: [{ nodes: [0] }],
  nodes: [{ mesh: 0 }],
  meshes: [{ primitives: [{ attributes: { POSITION: 0 } }] }],
  accessors: [{ bufferView: 0, componentType: 5126, count: 3, type: 'VEC3' }],
  bufferViews: [{ buffer: 0, byteLength: 36 }],
  buffers: [{ byteLength: 48, uri }],
};

describe('glTF', () => {
  const [position] = triangle.accessors as Json[];
  const more = 'it claims more than it holds';
  const damaged = 'its description is damaged';
  test.each<[string, Json, string]>([
    ['of a billion vertices', { accessors: [{ ...position, count: 1e9 }] }, more],
    ['of a billion zeros', { accessors: [{ componentType: 5126, count: 1e9, type: 'VEC3' }] }, more],
    [
      'with nodes in a circle',
      { nodes: [{ children: [1] }, { children: [0] }] },
      'a part of it is in itself',
    ],
    [
      'with nodes without end',
      { nodes: Array.from({ length: 9000 }, (_, i) => ({ children: [i + 1] })) },
      'its parts are too deep',
    ],
    ['with too many nodes', { nodes: Array(200_000).fill({}) }, 'it is too large: it has 200000 nodes'],
    [
      'drawn again and again',
      {
        nodes: Array.from({ length: 90_000 }, () => ({ mesh: 0 })),
        scenes: [{ nodes: Array.from({ length: 90_000 }, (_, i) => i) }],
        meshes: [{ primitives: Array(1000).fill({ attributes: { POSITION: 0 } }) }],
      },
      'it is too large: it draws more',
    ],
    [
      'whose vertices are on the network',
      { buffers: [{ byteLength: 48, uri: 'https://example.com/x.bin' }] },
      'it names https://example.com/x.bin',
    ],
    [
      'whose vertices are elsewhere',
      { buffers: [{ byteLength: 48, uri: '../../etc/passwd' }] },
      'it names ../../etc/passwd',
    ],
    [
      'whose data are none',
      { buffers: [{ byteLength: 48, uri: 'data:;base64,%%%' }] },
      'its data are not in base 64',
    ],
    ['that needs what nobody knows', { extensionsRequired: ['ACME_holograms'] }, 'it needs ACME_holograms'],
    [
      'with a place that is none',
      { nodes: [{ mesh: 0, translation: ['a', null, {}] }] },
      'a part of it is nowhere',
    ],
    ['with a matrix of three', { nodes: [{ mesh: 0, matrix: [1, 2, 3] }] }, 'a part of it is nowhere'],
    ['with lists that are none', { meshes: 7 }, damaged],
    ['with nothing where a thing should be', { accessors: [null] }, damaged],
    ['with a name that all objects have', { nodes: [{ mesh: '__proto__' }] }, damaged],
    [
      'with a picture as large as a wall',
      { images: [{ uri: `data:;base64,${picture(65_535, 65_535)}` }] },
      'a picture of it is too large',
    ],
    [
      'packed by nobody',
      {
        bufferViews: [
          {
            buffer: 0,
            byteLength: 36,
            extensions: {
              EXT_meshopt_compression: {
                buffer: 0,
                byteLength: 40,
                byteStride: 12,
                count: 3,
                mode: 'ATTRIBUTES',
              },
            },
          },
        ],
      },
      'it is damaged',
    ],
    [
      'unpacking to more than there is memory',
      {
        bufferViews: [
          {
            buffer: 0,
            byteLength: 48e9,
            extensions: {
              EXT_meshopt_compression: {
                buffer: 0,
                byteLength: 40,
                byteStride: 12,
                count: 4e9,
                mode: 'ATTRIBUTES',
              },
            },
          },
        ],
      },
      'it is too large: it unpacks to more than is allowed',
    ],
  ])('%s', (_, change, why) => expectRefusal('a.gltf', JSON.stringify({ ...triangle, ...change }), why));

  test('with a triangle of a vertex that is not there', () => {
    const accessors = [position, { bufferView: 1, componentType: 5125, count: 3, type: 'SCALAR' }];
    const bufferViews = [
      { buffer: 0, byteLength: 36 },
      { buffer: 0, byteOffset: 36, byteLength: 12 },
    ];
    const data = Buffer.alloc(48, 0xff);
    const change = {
      accessors,
      bufferViews,
      buffers: [{ byteLength: 48, uri: `data:;base64,${data.toString('base64')}` }],
      meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1 }] }],
    };
    return expectRefusal(
      'a.gltf',
      JSON.stringify({ ...triangle, ...change }),
      'a triangle of it has a vertex',
    );
  });

  test.each(['{"a":', 'null', `${'[[[['.repeat(50_000)}`])('that is no JSON, as %s', async (text) => {
    await expect(read('a.gltf', text.slice(0, 100_000))).rejects.toThrow(UserError);
  });

  test('GLB that is cut, at any place', async () => {
    const shape = box();
    const mesh = { ...shape, normals: vertexNormals(shape) };
    const part = { name: 'box', mesh, texture: null, material: PLAIN_MATERIAL };
    for (const compress of ['none', 'meshopt', 'draco'] as const) {
      const [{ bytes }] = await formatOf('glb').encode({ name: 'box', parts: [part], extras: {} }, 'mesh', {
        compress,
        ...encodeTools,
      });
      for (let length = 0; length < bytes.length; length += 97) {
        await expect(read('a.glb', bytes.slice(0, length))).rejects.toThrow(UserError);
      }
      // Cut, with lengths that say so: what is packed is damaged.
      const damaged = bytes.slice();
      damaged.fill(0xa5, bytes.length - 60);
      await read('a.glb', damaged).catch((error) => expect(error).toBeInstanceOf(UserError));
    }
  });
});

/** The first bytes of a PNG of a size. */
function picture(width: number, height: number): string {
  const bytes = Buffer.alloc(24);
  bytes.writeUInt32BE(0x89504e47, 0);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes.toString('base64');
}

describe('OBJ', () => {
  const missing = 'a triangle of it has a vertex that is not there';
  test.each([
    ['v 0 0 0\nf 1 2 3', missing],
    ['v 0 0 0\nf 0 0 0', missing],
    ['v 0 0 0\nf -2 -1 -1', missing],
    ['v 0 0 0\nf 1/1 1/1 1/1', missing],
    ['v 0 0 0\nf 1e9 1 1', missing],
    ['v 0 0 0\nf // 1 1', missing],
    ['v 0 0', 'a number is missing in it'],
    ['v 0 0 zero', 'it has "zero" where a number should be'],
    [`v 0 0 0\nf ${'1 '.repeat(70_000)}`, 'it has a polygon of more than 65536 corners'],
    [`v ${'0'.repeat(3e6)}`, 'it has a line without an end'],
    ['o nothing', 'it has no vertices'],
    ['\0\0\0\0', 'it has no vertices'],
  ])('%.30j', (text, why) => expectRefusal('a.obj', text, why));

  test('places that are no numbers are read as such', async () => {
    const { objects } = await read('a.obj', 'v nan inf -Infinity\nv 0 0 0\nv 1 1 1e999\nf 1 2 3\n');
    expect([...objects[0].parts[0].mesh.positions.slice(0, 3)]).toEqual([
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ]);
  });
});

describe('STL', () => {
  const claims = (count: number, length: number) => {
    const bytes = Buffer.alloc(length);
    bytes.writeUInt32LE(count, 80);
    return bytes;
  };
  test.each<[string, string | Uint8Array, string]>([
    ['that claims four billion triangles', claims(0xffffffff, 200), 'it claims more than it holds'],
    ['that is cut', claims(3, 84 + 149), 'it claims more than it holds'],
    ['that is next to nothing', 'STL', 'it is cut short'],
    ['without an end', 'solid\nfacet\nvertex 0 0 0\nvertex 0 1 0\nvertex 1 0 0\nendfacet', 'it is cut short'],
    [
      'with a facet of four',
      `solid\n${'vertex 0 0 0\n'.repeat(4)}endfacet\nendsolid`,
      'it has a facet that is no triangle',
    ],
    [
      'with words for numbers',
      'solid\nvertex one two three\nendsolid',
      'it has "one" where a number should be',
    ],
  ])('%s', (_, content, why) => expectRefusal('a.stl', content, why));
});

describe('PLY', () => {
  const header = (...lines: string[]) => `ply\nformat ascii 1.0\n${lines.join('\n')}\nend_header\n`;
  const xyz = ['property float x', 'property float y', 'property float z'];
  const list = 'property list uchar int vertex_indices';
  test.each([
    ['without an end', 'ply\nformat ascii 1.0\n', 'its header has no end'],
    ['of no format', 'ply\nend_header\n', 'its header names no format that is known'],
    [
      'of a trillion vertices',
      header('element vertex 1000000000000', ...xyz),
      'it claims more than it holds',
    ],
    ['of a trillion faces', header('element face 1000000000000', list), 'it claims more than it holds'],
    ['of less than none', header('element vertex -1', ...xyz), 'its header is damaged'],
    [
      'of numbers that are none',
      header('element vertex 1', 'property quaternion x'),
      'its header names a kind of number',
    ],
    [
      'of numbers like all objects',
      header('element vertex 1', 'property __proto__ x'),
      'its header names a kind of number',
    ],
    ['without places', `${header('element vertex 1', 'property float a')}1`, 'its vertices have no place'],
    ['cut', `${header('element vertex 2', ...xyz)}1 2 3 4 5`, 'it claims more than it holds'],
    [
      'of faces beyond',
      `${header('element vertex 1', ...xyz, 'element face 1', list)}0 0 0\n3 0 1 2`,
      'a triangle of it has a vertex',
    ],
    [
      'of faces before vertices',
      `${header('element face 1', list, 'element vertex 1', ...xyz)}3 0 0 0\n0 0 0`,
      'a triangle of it has a vertex',
    ],
    [
      'of a list without end',
      `${header('element vertex 1', ...xyz, 'element face 1', list)}0 0 0\n1e9 0 0`,
      'it is cut short',
    ],
  ])('%s', (_, text, why) => expectRefusal('a.ply', text, why));

  test('elements of nothing take no time, however many there are', async () => {
    const text = header('element nothing 9007199254740991', 'element vertex 0', ...xyz);
    expect((await read('a.ply', text)).objects).toEqual([]);
  });
});

describe('3MF', () => {
  const pack = (model: string) => zipSync({ '3D/3dmodel.model': bytesOf(model) });
  const object = (id: number, inside: string) => `<object id="${id}">${inside}</object>`;
  const components = (...ids: number[]) =>
    `<components>${ids.map((id) => `<component objectid="${id}"/>`).join('')}</components>`;
  const mesh = (vertices: string, triangles: string) =>
    `<mesh><vertices>${vertices}</vertices><triangles>${triangles}</triangles></mesh>`;
  const model = (resources: string, item = 1) =>
    `<model><resources>${resources}</resources><build><item objectid="${item}"/></build></model>`;
  test.each([
    ['with objects in themselves', model(object(1, components(1))), 'its parts are too deep'],
    [
      'with objects that double',
      model(
        Array.from({ length: 40 }, (_, i) => object(i + 1, i === 39 ? '' : components(i + 2, i + 2))).join(
          '',
        ),
      ),
      'it is too large: it has more than 100000 objects',
    ],
    ['with an object that is not there', model('', 7), 'it names an object that is not there'],
    [
      'with a vertex that is not there',
      model(object(1, mesh('<vertex x="0" y="0" z="0"/>', '<triangle v1="0" v2="1" v3="2"/>'))),
      'a triangle of it has a vertex',
    ],
    [
      'with a vertex of words',
      model(object(1, mesh('<vertex x="a" y="0" z="0"/>', ''))),
      'it has "a" where a number should be',
    ],
    ['in leagues', '<model unit="league"></model>', 'its unit is none that is known'],
    ['without an end', '<model', 'it has a tag without an end'],
    ['with a tag without end', `<model a="${'x'.repeat(1e5)}">`, 'it has a tag without an end'],
  ])('%s', (_, text, why) => expectRefusal('a.3mf', pack(text), why));

  test('that laughs a billion times', async () => {
    const entities = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>';
    await expectRefusal(
      'a.3mf',
      pack(`${entities}${model('', 7).replace('"7"', '"&b;"')}`),
      'it names an object that is not there',
    );
  });

  test('ZIP files that unpack to more than memory, or to nothing', async () => {
    const bomb = pack('<model/>');
    // The size that it says it has, at its end: three gigabytes.
    const directory = Buffer.from(bomb).indexOf(Buffer.from('PK\x01\x02', 'latin1'));
    new DataView(bomb.buffer).setUint32(directory + 24, 3e9, true);
    await expectRefusal('a.3mf', bomb, 'it is too large: it unpacks to more than is allowed');
    await expectRefusal('a.3mf', pack('').slice(0, 40), 'it is a damaged ZIP file');
    await expectRefusal(
      'a.3mf',
      zipSync({ 'a.txt': new Uint8Array() }),
      'it is a ZIP file without a 3D model',
    );
  });
});
