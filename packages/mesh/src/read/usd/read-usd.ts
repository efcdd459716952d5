import { UserError } from '@modeseek/core';
import { mat4 } from 'gl-matrix';
import type { ReadModel, ReadObject } from '../read-model.ts';
import type { Beside, MeshReader } from '../reader.ts';
import { movedPart } from '../transform.ts';
import { unzipped } from '../unzip.ts';
import { OF_MATERIALS, UsdMaterials } from './materials.ts';
import { meshOf, OF_MESHES } from './mesh.ts';
import { parseUsda, type UsdLayer, type UsdPrim } from './usda.ts';
import { xformOf } from './xform.ts';

/** Metres to a unit, where a file does not say. */
const METRES = 0.01;
const LONGEST_PATH = 16_384;
const TEXT = '#usda ';
const BINARY = 'PXR-USDC';
const DESCRIPTION = /\.usd[ac]?$/i;
/** What a prim's metadata has from elsewhere. */
const ELSEWHERE = ['references', 'payload', 'inherits', 'specializes'];
/** Of a ZIP file's first header: its sign, and where the length of the first file's name is, and the name. */
const ZIP = { sign: [0x50, 0x4b, 3, 4], nameLength: 26, name: 30 };

const startsWith = (bytes: Uint8Array, text: string) =>
  text === String.fromCharCode(...bytes.subarray(0, text.length));

/** USD's text: meshes of polygons, where they are, with materials of UsdPreviewSurface. */
export const usdaReader: MeshReader<'usda'> = {
  name: 'usda',
  knows: (bytes) => startsWith(bytes, TEXT),
  read: async (bytes, beside) => readLayer('usda', bytes, beside),
};

/** A package of USD whose first file is text, with its pictures. */
export const usdzReader: MeshReader<'usdz'> = {
  name: 'usdz',
  knows: (bytes) => ZIP.sign.every((byte, i) => bytes[i] === byte) && DESCRIPTION.test(firstName(bytes)),
  async read(bytes) {
    const files = unzipped(bytes, () => true);
    const first = firstName(bytes);
    const description = files.get(first);
    if (!description) throw new UserError('it is a damaged ZIP file');
    if (startsWith(description, BINARY)) {
      throw new UserError(
        `${first} in it is binary (usdc), which is not read here; usdcat, of USD's own tools, makes a .usda of it`,
      );
    }
    const folder = first.slice(0, first.lastIndexOf('/') + 1);
    return readLayer('usdz', description, {
      open(path) {
        const file = files.get(folder + path) ?? files.get(path);
        if (file) return file;
        throw new UserError(`it names ${path.slice(0, 100)}, which is not there`);
      },
    });
  },
};

function firstName(bytes: Uint8Array): string {
  const length = bytes[ZIP.nameLength] + 256 * bytes[ZIP.nameLength + 1];
  return new TextDecoder().decode(bytes.subarray(ZIP.name, ZIP.name + length));
}

async function readLayer(format: string, bytes: Uint8Array, beside: Beside): Promise<ReadModel> {
  const layer = parseUsda(bytes, isAskedFor);
  const notes: string[] = [];
  const materials = new UsdMaterials(primsOf(layer), beside, notes);
  const objects: ReadObject[] = [];
  const found = new Set<string>();
  for (const { prim, matrix, binding } of meshesOf(layer.children, ROOT, found)) {
    const mesh = await meshOf(prim);
    if (!mesh) continue;
    const [name = prim.name] = prim.metadata.get('displayName')?.texts ?? [];
    const part = { mesh, material: binding === undefined ? null : materials.at(binding) };
    objects.push({ name, parts: [movedPart(part, matrix)] });
  }
  const [metres = METRES] = layer.metadata.get('metersPerUnit')?.numbers ?? [];
  return {
    format,
    objects,
    materials: materials.all,
    textures: materials.textures,
    metres,
    up: layer.metadata.get('upAxis')?.texts[0] === 'Z' ? 'z' : 'y',
    notes: [...notes, ...found],
  };
}

/** All prims by their paths. */
function primsOf({ children }: UsdLayer): Map<string, UsdPrim> {
  const prims = new Map<string, UsdPrim>();
  const visit = (prim: UsdPrim, parent: string) => {
    const path = `${parent}/${prim.name}`;
    if (path.length > LONGEST_PATH) throw new UserError('its parts are too deep in each other');
    prims.set(path, prim);
    for (const child of prim.children) visit(child, path);
  };
  for (const child of children) visit(child, '');
  return prims;
}

/** Where a prim's parent is, and the path of the material that it is bound to. */
interface Place {
  matrix: mat4;
  binding: string | undefined;
}

const ROOT: Place = { matrix: mat4.create(), binding: undefined };

/**
 * The meshes that are drawn, each where it is.
 * @param found told what is passed over, a line each
 */
function* meshesOf(
  prims: readonly UsdPrim[],
  parent: Place,
  found: Set<string>,
): Generator<Place & { prim: UsdPrim }> {
  for (const prim of prims) {
    const text = (name: string) => prim.properties.get(name)?.texts[0];
    if (prim.specifier !== 'def' || prim.metadata.get('active')?.texts[0] === 'false') continue;
    if (text('visibility') === 'invisible' || ['guide', 'proxy'].includes(text('purpose') ?? '')) continue;
    if (ELSEWHERE.some((name) => prim.metadata.has(name))) found.add('What it refers to was not looked at.');
    if (prim.type === 'GeomSubset') found.add('Materials of some faces of a mesh were not looked at.');
    const { matrix: own, resets } = xformOf(prim);
    const place: Place = {
      matrix: resets ? own : mat4.multiply(mat4.create(), parent.matrix, own),
      binding: text('material:binding') ?? parent.binding,
    };
    if (prim.type === 'Mesh') {
      if (prim.properties.has('points.timeSamples')) found.add('What moves was not looked at.');
      // It is a smooth one's frame where nothing is said.
      if (text('subdivisionScheme') !== 'none') found.add('A mesh to be subdivided was taken as it is.');
      yield { prim, ...place };
    }
    yield* meshesOf(prim.children, place, found);
  }
}

const ASKED_FOR: ReadonlySet<string> = new Set([
  ...OF_MESHES,
  ...OF_MATERIALS,
  ...['material:binding', 'visibility', 'purpose', 'subdivisionScheme'],
]);
const isAskedFor = (name: string) =>
  ASKED_FOR.has(name) || name.startsWith('xformOp') || name.endsWith('.connect');
