import { describe, expect, test } from '@jest/globals';
import { UserError } from '@modeseek/core';
import { zipSync } from 'fflate';
import { namedFiles } from '../../node/beside.ts';
import { faultsOf, measureMesh } from '../../report/report.ts';
import { readMesh } from '../index.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readMesh('a.usda', bytesOf(`#usda 1.0\n${text}`), namedFiles([]));
const boxOf = (positions: Float32Array) =>
  [Math.min, Math.max].map((end) =>
    [0, 1, 2].map((axis) => Math.round(100 * end(...positions.filter((_, i) => i % 3 === axis))) / 100 + 0),
  );

/** A cube from 0 to 1, of squares. */
const CUBE = `
    point3f[] points = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1)]
    int[] faceVertexCounts = [4, 4, 4, 4, 4, 4]
    int[] faceVertexIndices = [3, 2, 1, 0, 4, 5, 6, 7, 0, 1, 5, 4, 1, 2, 6, 5, 2, 3, 7, 6, 3, 0, 4, 7]
    uniform token subdivisionScheme = "none"`;

test('what other programs write: comments, orders, places of three kinds, materials by node graphs', async () => {
  const model = await read(`(
    "a comment"
    doc = """Written by "hand",
    over two lines"""
    defaultPrim = "World"
    metersPerUnit = 0.01 # centimetres
    upAxis = "Z"
    customLayerData = { dictionary deep = { string a = "}"; int b = 3 } }
)
def Xform "World" (
    prepend apiSchemas = ["MaterialBindingAPI"]
)
{
    reorder nameChildren = ["Cube", "Materials"]
    rel material:binding = </World/Materials/Red>
    double3 xformOp:translate = (10, 0, 0)
    float xformOp:rotateZ = 90
    uniform token[] xformOpOrder = ["xformOp:translate", "xformOp:rotateZ"]
    custom string userProperties:note = 'it\\'s' (
        doc = "a note"
    )
    def Mesh "Cube" (displayName = "the \\"cube\\"")
    {${CUBE}
        float3 xformOp:scale = (2, 1, 1)
        double3 xformOp:translate:pivot = (0, 0, 0.5)
        uniform token[] xformOpOrder = ["xformOp:translate:pivot", "xformOp:scale", "!invert!xformOp:translate:pivot"]
        texCoord2f[] primvars:st = [(0, 0), (1, 0), (1, 1), (0, 1)] (interpolation = "faceVarying")
        int[] primvars:st:indices = [${Array(6).fill('0, 1, 2, 3').join(', ')}]
        color3f[] primvars:displayColor = [(1, 0, 0)]
        float3[] extent.timeSamples = { 0: [(0, 0, 0), (1, 1, 1)], }
    }
    def Mesh "Hidden" {${CUBE}
        token visibility = "invisible"
    }
    def Mesh "Hull" {${CUBE}
        uniform token purpose = "proxy"
    }
    over "Later" { int a = 1 }
    def Scope "Materials" {
        def Material "Red" {
            token outputs:surface.connect = </World/Materials/Red/Graph.outputs:surface>
            def NodeGraph "Graph" {
                token outputs:surface.connect = </World/Materials/Red/Graph/Shader.outputs:surface>
                def Shader "Shader" {
                    uniform token info:id = "UsdPreviewSurface"
                    color3f inputs:diffuseColor = (0.5, 0, 0)
                    token outputs:surface
                }
            }
        }
    }
    variantSet "look" = { "one" { def Mesh "No" {} } "two" (a = 1) { } }
}
`);
  expect(model).toMatchObject({ format: 'usda', metres: 0.01, up: 'z', notes: [], textures: [] });
  expect(model.objects.map(({ name }) => name)).toEqual(['the "cube"']);
  const [{ mesh, material }] = model.objects[0].parts;
  expect(material).toMatchObject({ name: 'Red', colour: [0.5, 0, 0], texture: null });
  // Twice as long along x, which the turn makes y, then 10 along x.
  expect(boxOf(mesh.positions)).toEqual([
    [9, 0, 0],
    [10, 2, 1],
  ]);
  // The lower left corner of the picture.
  expect([...mesh.uvs!.slice(0, 2)]).toEqual([0, 1]);
  expect([...mesh.colours!.slice(0, 3)]).toEqual([1, 0, 0].map((value) => expect.closeTo(value, 5)));
  const figures = measureMesh(model);
  expect(faultsOf(figures)).toEqual([]);
  expect(figures).toMatchObject({ triangles: 12, watertight: true, outward: true });
  expect(figures.volume).toBeCloseTo(2, 5);
});

describe('places', () => {
  const placed = async (operations: string, order: string) => {
    const { objects } = await read(
      `def Mesh "m" {${CUBE}\n${operations}\nuniform token[] xformOpOrder = [${order}]\n}`,
    );
    return boxOf(objects[0].parts[0].mesh.positions);
  };
  test.each([
    [
      'float3 xformOp:rotateXYZ = (90, 90, 0)',
      '"xformOp:rotateXYZ"',
      [
        [0, -1, -1],
        [1, 0, 0],
      ],
    ],
    [
      'float3 xformOp:rotateZYX = (90, 0, 90)',
      '"xformOp:rotateZYX"',
      [
        [-1, -1, 0],
        [0, 0, 1],
      ],
    ],
    [
      'quatf xformOp:orient = (0, 0, 1, 0)',
      '"xformOp:orient"',
      [
        [-1, 0, -1],
        [0, 1, 0],
      ],
    ],
    [
      'matrix4d xformOp:transform = ((2, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (5, 6, 7, 1))',
      '"xformOp:transform"',
      [
        [5, 6, 7],
        [7, 7, 8],
      ],
    ],
    [
      'float3 xformOp:scale = (9, 9, 9)',
      '',
      [
        [0, 0, 0],
        [1, 1, 1],
      ],
    ],
  ])('%s', async (operations, order, box) => {
    expect(await placed(operations, order)).toEqual(box);
  });

  test('in the world, whatever is around', async () => {
    const { objects } = await read(
      `def Xform "x" { double3 xformOp:translate = (5, 5, 5)
      uniform token[] xformOpOrder = ["xformOp:translate"]
      def Mesh "m" {${CUBE}
      uniform token[] xformOpOrder = ["!resetXformStack!"] } }`,
    );
    expect(boxOf(objects[0].parts[0].mesh.positions)[0]).toEqual([0, 0, 0]);
  });

  test('a mirrored mesh faces outwards still; corners the other way round are turned where that is said', async () => {
    for (const change of [
      'uniform token orientation = "leftHanded"\nfloat3 xformOp:scale = (1, 1, 1)',
      'float3 xformOp:scale = (-1, 1, 1)',
    ]) {
      const model = await read(
        `def Mesh "m" {${CUBE}\n${change}\nuniform token[] xformOpOrder = ["xformOp:scale"]}`,
      );
      expect(measureMesh(model).outward).toBe(!change.includes('left'));
    }
  });
});

test('what is passed over is told', async () => {
  const { notes } = await read(`def Xform "x" (references = @other.usda@</A> (offset = 1)) {
    def Mesh "m" { point3f[] points.timeSamples = { 0: [(0, 0, 0)] } int[] faceVertexIndices = [0]
      def GeomSubset "s" {} } }`);
  expect(notes).toEqual([
    'What it refers to was not looked at.',
    'What moves was not looked at.',
    'A mesh to be subdivided was taken as it is.',
    'Materials of some faces of a mesh were not looked at.',
  ]);
});

describe('USDZ', () => {
  const pack = (files: Record<string, string>) =>
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, bytesOf(text)])), {
      level: 0,
    });
  const at = (bytes: Uint8Array) => readMesh('a.usdz', bytes, namedFiles([]));

  test('the first file counts, whatever its extension says', async () => {
    const { objects } = await at(pack({ 'a.usd': `#usda 1.0\ndef Mesh "m" {${CUBE}}`, 'b.usda': 'no' }));
    expect(objects.map(({ name }) => name)).toEqual(['m']);
  });

  test('binary ones are refused', async () => {
    await expect(at(pack({ 'a.usdc': 'PXR-USDC0000' }))).rejects.toThrow(
      'a.usdz cannot be read: a.usdc in it is binary (usdc), which is not read here',
    );
    await expect(at(pack({ 'a.txt': '' }))).rejects.toThrow('a.usdz is no usdz, but a 3mf');
  });
});

describe('hostile', () => {
  test.each([
    ['def', 'it is cut short'],
    ['def Mesh "m" {', 'it is cut short'],
    ['def Mesh "m', 'it has a string without an end'],
    ['undef Mesh "m" {}', 'it has "undef" where "def" should be'],
    ['def Mesh { }', 'it has "{" where "string" should be'],
    ['def Mesh "m" { int[] a = [ }', 'it has "}" where "word" should be'],
    ['def Mesh "m" { int[] a = ~ }', 'it has a "~" where none should be'],
    [
      'def Mesh "m" { float3 xformOp:scale = (1, 1)\ntoken[] xformOpOrder = ["xformOp:scale"] }',
      'a part of it is nowhere',
    ],
    ['def Mesh "m" { token[] xformOpOrder = ["__proto__"] }', 'a part of it is nowhere'],
    ['def Mesh "m" { point3f[] points = [(0, 0, -)]\n }', 'it has "-" where a number should be'],
    ['def "a" {'.repeat(300), 'its parts are too deep in each other'],
    [`def "a" { int[] a = ${'['.repeat(300)}`, 'its parts are too deep in each other'],
    [`def "a" { dictionary a = ${'{'.repeat(300)}`, 'its parts are too deep in each other'],
    [`def "a" {} ${'def "a" {}'.repeat(200_000)}`, 'it is too large: it has more than 200000 parts'],
    [`def "${'x'.repeat(2e6)}" {}`, 'it has a string without an end'],
    [
      CUBE.replace(/^/, 'def Mesh "m" {').replace('[3, 2', '[3, 8').concat('}'),
      'a triangle of it has a vertex',
    ],
    [
      CUBE.replace(/^/, 'def Mesh "m" {').replace('[3, 2', '[3, 1.5').concat('}'),
      'a triangle of it has a vertex',
    ],
    [
      CUBE.replace(/^/, 'def Mesh "m" {').replace('[4, 4', '[4, 1e9').concat('}'),
      'a triangle of it has a vertex',
    ],
  ])('%.40j', async (text, why) => {
    await expect(read(text)).rejects.toThrow(UserError);
    await expect(read(text)).rejects.toThrow(`a.usda cannot be read: ${why}`);
  });
});
