import { NodeIO } from '@gltf-transform/core';
import { ALL_EXTENSIONS } from '@gltf-transform/extensions';
import { describe, expect, test } from '@jest/globals';
import { VERSION } from '@modeseek/core';
import { decodePng, encodePng } from '@modeseek/node';
import draco from 'draco3dgltf';
import { unzipSync } from 'fflate';
import { MeshoptDecoder } from 'meshoptimizer/decoder';
import { Box3, type BufferGeometry, type Group, type Mesh, Vector3 } from 'three';
import { OBJLoader } from 'three/addons/loaders/OBJLoader.js';
import { PLYLoader } from 'three/addons/loaders/PLYLoader.js';
import { STLLoader } from 'three/addons/loaders/STLLoader.js';
import { namedFiles } from '../node/beside.ts';
import { encodeTools } from '../node/encode-tools.ts';
import { validateGltf } from '../node/validate-gltf.ts';
import { COMPRESSIONS, type EncodeOptions, type NamedFile, TEXTURE_FORMATS } from './format.ts';
import { type FormatName, formatOf } from './index.ts';
import { boxes, SIDES, sidesPicture } from './model.fixture.ts';

const VALID = { errors: 0, warnings: 0, infos: 0, messages: [] };
const TEXTURE = encodePng(sidesPicture());

async function encoded(format: FormatName, textured: boolean, options: EncodeOptions = {}) {
  return formatOf(format).encode(boxes(textured ? TEXTURE : null), 'two', { ...options, ...encodeTools });
}
const textOf = ({ bytes }: NamedFile) => new TextDecoder().decode(bytes);
const bufferOf = ({ bytes }: NamedFile) => new Uint8Array(bytes).buffer;

/** The box around all of it, in units of a hundredth, as whole numbers. */
function boxOfAll(...geometries: BufferGeometry[]): number[][] {
  const box = new Box3();
  for (const geometry of geometries) {
    geometry.computeBoundingBox();
    box.union(geometry.boundingBox!);
  }
  return [box.min, box.max].map((corner) => corner.toArray().map((value) => Math.round(value * 100) + 0));
}

/** In metres, +y up. */
const BOX = [
  [-5, 0, -15],
  [15, 20, 25],
];
/** The same in millimetres, +z up. */
const SLICER_BOX = [
  [-5000, -25000, 0],
  [15000, 15000, 20000],
];

describe('glTF', () => {
  const io = async () =>
    new NodeIO().registerExtensions(ALL_EXTENSIONS).registerDependencies({
      'meshopt.decoder': MeshoptDecoder,
      'draco3d.decoder': await draco.createDecoderModule(),
    });

  test.each(
    COMPRESSIONS.flatMap((compress) => TEXTURE_FORMATS.map((textureFormat) => ({ compress, textureFormat }))),
  )('$compress, $textureFormat: valid, and the same model when it is read again', async (options) => {
    const [file] = await encoded('glb', true, options);
    expect(await validateGltf(file.bytes, namedFiles([]))).toEqual(VALID);
    const reader = await io();
    const document = await reader.readBinary(new Uint8Array(file.bytes));
    const root = document.getRoot();
    const text = textOf(file).slice(20, 20 + new DataView(bufferOf(file)).getUint32(12, true));
    expect(JSON.parse(text).asset).toMatchObject({
      generator: `Modeseek ${VERSION}`,
      extras: { seed: 7, model: 'boxes 1', licence: 'mit' },
    });
    expect(root.listNodes().map((node) => node.getName())).toEqual(['A red box', 'a red box']);
    for (const texture of root.listTextures()) {
      expect(texture.getMimeType()).toBe(`image/${options.textureFormat}`);
      expect(texture.getSize()).toEqual([64, 8]);
    }
    const corners = root.listNodes().flatMap((node) => {
      const [scale, move] = [node.getScale(), node.getTranslation()];
      const position = node.getMesh()!.listPrimitives()[0].getAttribute('POSITION')!;
      return Array.from({ length: position.getCount() }, (_, i) =>
        position.getElement(i, []).map((value, axis) => value * scale[axis] + move[axis]),
      );
    });
    const ends = [Math.min, Math.max].map((end) =>
      [0, 1, 2].map((axis) => Math.round(100 * end(...corners.map((corner) => corner[axis]))) + 0),
    );
    expect(ends).toEqual(BOX);
    // Sides of a box share corners, to the last bit.
    expect(new Set(corners.map((corner) => corner.join(' '))).size).toBe(16);
    const material = root.listMaterials()[0];
    expect([material.getMetallicFactor(), material.getRoughnessFactor()]).toEqual([1, 0.25]);
  });

  test('vertex colours are packed without a loss that anybody sees', async () => {
    for (const compress of COMPRESSIONS) {
      const [file] = await encoded('glb', false, { compress });
      const document = await (await io()).readBinary(new Uint8Array(file.bytes));
      const [primitive] = document.getRoot().listMeshes()[0].listPrimitives();
      const [normals, colours] = ['NORMAL', 'COLOR_0'].map((name) => primitive.getAttribute(name)!);
      for (let i = 0; i < normals.getCount(); i++) {
        const [x, y, z] = normals.getElement(i, [0, 0, 0]);
        const side =
          z > 0.9
            ? 'front'
            : z < -0.9
              ? 'back'
              : y > 0.9
                ? 'top'
                : y < -0.9
                  ? 'bottom'
                  : x > 0.9
                    ? 'right'
                    : 'left';
        const colour = colours
          .getElement(i, [0, 0, 0])
          .slice(0, 3)
          .map((value) => Number(value.toFixed(3)));
        expect([side, colour]).toEqual([side, SIDES[side]]);
      }
    }
  });

  test('as text it is one file, however it is packed', async () => {
    const files = await encoded('gltf', true, { compress: 'meshopt', textureFormat: 'webp' });
    expect(files.map(({ name }) => name)).toEqual(['two.gltf']);
    const json = JSON.parse(textOf(files[0]));
    expect(json.images.map(({ uri }: { uri: string }) => uri.slice(0, 23))).toEqual([
      'data:image/webp;base64,',
      'data:image/webp;base64,',
    ]);
  });
});

test('OBJ: closed objects with their textures and materials', async () => {
  const [object, library, ...textures] = await encoded('obj', true);
  expect([object, library, ...textures].map(({ name }) => name)).toEqual([
    'two.obj',
    'two.mtl',
    'two-1.png',
    'two-2.png',
  ]);
  expect(decodePng(Buffer.from(textures[0].bytes))).toMatchObject({ width: 64, height: 8 });
  const text = textOf(object);
  expect(text).toContain('# prompt: two boxes, a "red" one \\ another\n');
  expect(text).toContain('\nmtllib two.mtl\n');
  // Each corner of a box once.
  expect(text.match(/^v /gm)).toHaveLength(16);
  const group: Group = new OBJLoader().parse(text);
  const meshes = group.children as Mesh[];
  expect(meshes.map(({ name }) => name)).toEqual(['a_red_box', 'a_red_box_2']);
  expect(boxOfAll(...meshes.map(({ geometry }) => geometry))).toEqual(BOX);
  expectTextureOnFront(meshes[0].geometry);
  const materials = textOf(library);
  expect(materials).toMatch(
    /^newmtl a_red_box\n[\s\S]*Pr 0.25\nPm 1\nmap_Kd two-1.png\nnewmtl a_red_box_2\n/m,
  );
});

/** The texture's colour there is that of the front. */
function expectTextureOnFront(geometry: BufferGeometry): void {
  const [normal, uv] = [geometry.getAttribute('normal'), geometry.getAttribute('uv')];
  const tiles = Array.from({ length: normal.count }, (_, i) => i)
    .filter((i) => normal.getZ(i) > 0.9)
    .map((i) => Math.floor(uv.getX(i) * 8));
  expect(new Set(tiles)).toEqual(new Set([Object.keys(SIDES).indexOf('front')]));
}

test('OBJ of one object, with colours at its points, and a normal map', async () => {
  const { parts, ...model } = boxes(TEXTURE);
  const part = { ...parts[0], normalMap: parts[0].texture };
  const files = await formatOf('obj').encode({ ...model, parts: [part] }, 'one');
  expect(files.map(({ name }) => name)).toEqual(['one.obj', 'one.mtl', 'one.png', 'one-normals.png']);
  expect(textOf(files[1])).toContain('norm one-normals.png');
  const [coloured] = await encoded('obj', false);
  const mesh = new OBJLoader().parse(textOf(coloured)).children[0] as Mesh;
  expect(mesh.geometry.getAttribute('color').count).toBe(36);
});

test('PLY: colours in bytes, and all that is told as comments', async () => {
  const [file] = await encoded('ply', false);
  const geometry = new PLYLoader().parse(bufferOf(file));
  expect(boxOfAll(geometry)).toEqual(BOX);
  expect(geometry.getIndex()!.count).toBe(72);
  const [normal, colour] = [geometry.getAttribute('normal'), geometry.getAttribute('color')];
  for (let i = 0; i < normal.count; i++) {
    if (normal.getZ(i) > 0.9) expect([colour.getX(i), colour.getY(i), colour.getZ(i)]).toEqual(SIDES.front);
  }
  const header = textOf(file).split('end_header')[0];
  expect(header).toContain('comment prompt: two boxes, a "red" one \\ another\n');
  expect(header).toContain('property uchar red\n');
});

test('STL: millimetres, standing, its sides outwards', async () => {
  const [file] = await encoded('stl', false);
  const geometry = new STLLoader().parse(bufferOf(file));
  expect(boxOfAll(geometry)).toEqual(SLICER_BOX);
  expect(textOf({ ...file, bytes: file.bytes.subarray(0, 80) })).toMatch(/^STL; title: two <boxes>/);
  expect(volumeOf(geometry)).toBeCloseTo(100 * 200 * 300 + 50 ** 3, -1);
});

/** By the divergence theorem: negative where triangles face inwards. */
function volumeOf(geometry: BufferGeometry): number {
  const position = geometry.getAttribute('position');
  const [a, b, c] = [new Vector3(), new Vector3(), new Vector3()];
  let volume = 0;
  for (let i = 0; i < position.count; i += 3) {
    for (const [k, corner] of [a, b, c].entries()) corner.fromBufferAttribute(position, i + k);
    volume += a.dot(b.cross(c)) / 6;
  }
  return volume;
}

describe('3MF', () => {
  test('a package with one object, its components closed and textured', async () => {
    const [file] = await encoded('3mf', true);
    const files = unzipSync(file.bytes);
    expect(Object.keys(files)).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      '3D/3dmodel.model',
      '3D/_rels/3dmodel.model.rels',
      '3D/Textures/1.png',
      '3D/Textures/2.png',
    ]);
    const xml = new TextDecoder().decode(files['3D/3dmodel.model']);
    expect(xml).toContain('<model unit="millimeter"');
    expect(xml).toContain('<metadata name="Title">two &lt;boxes&gt; &amp; &quot;more&quot;</metadata>');
    expect(xml).toContain('<metadata name="LicenseTerms">mit</metadata>');
    expect(xml.match(/<vertex /g)).toHaveLength(16);
    expect(xml.match(/<triangle /g)).toHaveLength(24);
    expect(xml).toContain('<m:texture2d id="1" path="/3D/Textures/1.png" contenttype="image/png"');
    expect(xml).toContain('<component objectid="3"/>\n<component objectid="6"/>');
    expect(xml.match(/<item [^>]*>/g)).toEqual(['<item objectid="7"/>']);
    const points = [...xml.matchAll(/<vertex x="([^"]*)" y="([^"]*)" z="([^"]*)"/g)];
    const ends = [Math.min, Math.max].map((end) =>
      [1, 2, 3].map((axis) => Math.round(100 * end(...points.map((point) => Number(point[axis])))) + 0),
    );
    expect(ends).toEqual(SLICER_BOX);
  });

  test('colours at vertices are colour groups', async () => {
    const [file] = await encoded('3mf', false);
    const files = unzipSync(file.bytes);
    expect(Object.keys(files)).toHaveLength(3);
    const xml = new TextDecoder().decode(files['3D/3dmodel.model']);
    expect(xml).toContain('<m:color color="#0000FF"/>');
    expect(xml).toMatch(/<object id="2" type="model" name="A red box" pid="1" pindex="0">/);
  });
});

describe('USDZ', () => {
  /** What the local headers of a zip archive say of each file. */
  function entriesOf(bytes: Uint8Array) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const entries: { name: string; method: number; start: number; bytes: Uint8Array }[] = [];
    for (let at = 0; view.getUint32(at, true) === 0x04034b50; ) {
      const [method, size] = [view.getUint16(at + 8, true), view.getUint32(at + 18, true)];
      const [nameLength, extra] = [view.getUint16(at + 26, true), view.getUint16(at + 28, true)];
      const name = new TextDecoder().decode(bytes.subarray(at + 30, at + 30 + nameLength));
      const start = at + 30 + nameLength + extra;
      entries.push({ name, method, start, bytes: bytes.subarray(start, start + size) });
      at = start + size;
    }
    return entries;
  }

  test.each([true, false])('stored and aligned, metres, +y up; textures: %s', async (textured) => {
    const [file] = await encoded('usdz', textured);
    const entries = entriesOf(file.bytes);
    const textures = ['textures/a_red_box.png', 'textures/a_red_box_2.png'];
    expect(entries.map(({ name }) => name)).toEqual(['model.usda', ...(textured ? textures : [])]);
    for (const { method, start } of entries) expect([method, start % 64]).toEqual([0, 0]);
    const text = new TextDecoder().decode(entries[0].bytes);
    expect(text).toMatch(/^#usda 1.0\n/);
    for (const line of ['metersPerUnit = 1', 'upAxis = "Y"', 'defaultPrim = "Model"']) {
      expect(text).toContain(`  ${line}\n`);
    }
    expect(text).toContain('string prompt = "two boxes, a \\"red\\" one \\\\ another"');
    expect(text).toContain(
      'float3[] extent = [(-0.05, 0, -0.15), (0.05, 0.2, 0.15)]'.replace(/0\.(05|15|2)(?=[,)])/g, (n) =>
        String(Number(Math.fround(Number(n)).toPrecision(9))),
      ),
    );
    expect(text.includes('asset inputs:file = @textures/a_red_box.png@')).toBe(textured);
    expect(text.includes('primvars:displayColor')).toBe(!textured);
  });

  test('what is unlit shines by itself', async () => {
    const { parts, ...model } = boxes(TEXTURE);
    const part = { ...parts[0], material: { ...parts[0].material, kind: 'unlit' as const } };
    const [file] = await formatOf('usdz').encode({ ...model, parts: [part] }, 'one');
    const text = new TextDecoder().decode(entriesOf(file.bytes)[0].bytes);
    expect(text).toContain('inputs:emissiveColor.connect = </Model/Materials/a_red_box/Colour.outputs:rgb>');
    expect(text).toContain('inputs:diffuseColor = (0, 0, 0)');
  });
});
