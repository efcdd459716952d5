import { pictureSize, UserError } from '@modeseek/core';
import { mat4 } from 'gl-matrix';
import { CornerLists, NONE } from './corner-lists.ts';
import { FloatList } from './lists.ts';
import type { ReadMaterial, ReadModel, ReadObject, ReadPart, ReadTexture } from './read-model.ts';
import type { MeshReader } from './reader.ts';
import { numberOf } from './text-lines.ts';
import { movedPart } from './transform.ts';
import { unzipped } from './unzip.ts';
import { type XmlTag, xmlTags } from './xml-tags.ts';

/** Metres to a unit. */
const UNITS: Record<string, number> = {
  micron: 1e-6,
  millimeter: 1e-3,
  centimeter: 1e-2,
  inch: 0.0254,
  foot: 0.3048,
  meter: 1,
};
/** Objects within each other, and places of them. */
const DEEPEST = 50;
const MOST = 100_000;

interface Group {
  material: ReadMaterial;
  uvs: FloatList;
}

interface Model3mf {
  objects: Map<string, { name: string; parts: ReadPart[]; components: Place[] }>;
  build: Place[];
  metres: number;
}

/** Of an object: its key, and where it is. */
interface Place {
  object: string;
  matrix: mat4;
}

/** 3MF: meshes and components of all its models, with textures; colours of vertices are passed over. */
export const threeMfReader: MeshReader<'3mf'> = {
  name: '3mf',
  knows: (bytes) => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] <= 7,
  async read(bytes) {
    const files = unzipped(bytes, (name) => /\.(model|png|jpe?g)$/i.test(name));
    const textures = new Map<string, ReadTexture>();
    for (const [name, content] of files) {
      const size = /\.model$/i.test(name) ? undefined : pictureSize(content);
      if (size) textures.set(name.toLowerCase(), { ...size, bytes: content });
    }
    const models = [...files].filter(([name]) => /\.model$/i.test(name));
    if (models.length === 0) throw new UserError('it is a ZIP file without a 3D model');
    const all: Model3mf = { objects: new Map(), build: [], metres: 1e-3 };
    const materials: ReadMaterial[] = [];
    for (const [name, content] of models) readModelPart(name, content, all, textures, materials);
    return {
      format: '3mf',
      objects: placedObjects(all),
      materials,
      // A package may have other pictures, such as of itself.
      textures: [...textures.values()].filter((texture) =>
        materials.some((each) => each.texture === texture),
      ),
      metres: all.metres,
      up: 'z',
      notes: [],
    } satisfies ReadModel;
  },
};

/** Adds what one model of the package holds. */
function readModelPart(
  file: string,
  content: Uint8Array,
  all: Model3mf,
  textures: ReadonlyMap<string, ReadTexture>,
  materials: ReadMaterial[],
): void {
  const key = (tag: XmlTag, name: string) => {
    const path = tag.attribute('path') ?? file;
    return `${path.replace(/^\//, '').toLowerCase()}#${needed(tag, name)}`;
  };
  const pictures = new Map<string, ReadTexture | undefined>();
  const groups = new Map<string, Group>();
  let group: Group | undefined;
  let object: { name: string; parts: ReadPart[]; components: Place[] } | undefined;
  let look: string | undefined;
  let places = new FloatList();
  let corners = new Map<string, CornerLists>();
  const endMesh = () => {
    for (const [pid, list] of corners) {
      const { uvs, material } = groups.get(pid) ?? {};
      object?.parts.push({
        mesh: list.mesh(places.values, { uvs: uvs?.values }),
        material: material ?? null,
      });
    }
    places = new FloatList();
    corners = new Map();
  };
  for (const tag of xmlTags(content)) {
    if (tag.kind === 'close') {
      if (tag.name === 'mesh') endMesh();
      continue;
    }
    switch (tag.name) {
      case 'model': {
        const unit = tag.attribute('unit') ?? 'millimeter';
        if (!Object.hasOwn(UNITS, unit)) throw new UserError('its unit is none that is known');
        all.metres = UNITS[unit];
        break;
      }
      case 'texture2d':
        pictures.set(
          needed(tag, 'id'),
          textures.get((tag.attribute('path') ?? '').replace(/^\//, '').toLowerCase()),
        );
        break;
      case 'texture2dgroup': {
        const texture = pictures.get(needed(tag, 'texid')) ?? null;
        const material = { name: '', colour: [1, 1, 1] as const, texture, normalMap: null };
        group = { material, uvs: new FloatList() };
        groups.set(needed(tag, 'id'), group);
        materials.push(material);
        break;
      }
      case 'tex2coord':
        group?.uvs.push(numberOf(tag.attribute('u')));
        group?.uvs.push(1 - numberOf(tag.attribute('v')));
        break;
      case 'object':
        if (all.objects.size >= MOST)
          throw new UserError(`it is too large: it has more than ${MOST} objects`);
        object = { name: tag.attribute('name') ?? '', parts: [], components: [] };
        look = tag.attribute('pid');
        all.objects.set(`${file.toLowerCase()}#${needed(tag, 'id')}`, object);
        break;
      case 'vertex':
        for (const axis of ['x', 'y', 'z']) places.push(numberOf(tag.attribute(axis)));
        break;
      case 'triangle': {
        const pid = tag.attribute('pid') ?? look ?? '';
        const list = corners.get(pid) ?? new CornerLists();
        corners.set(pid, list);
        const [first, ...others] = ['p1', 'p2', 'p3'].map((name) => tag.attribute(name));
        const laid = groups.has(pid) ? [first, ...others.map((each) => each ?? first)] : [];
        ['v1', 'v2', 'v3'].forEach((name, k) => {
          list.add(wholeOf(tag.attribute(name)), laid[k] === undefined ? NONE : wholeOf(laid[k]));
        });
        break;
      }
      case 'component':
        object?.components.push({
          object: key(tag, 'objectid'),
          matrix: matrixOf(tag.attribute('transform')),
        });
        break;
      case 'item':
        all.build.push({ object: key(tag, 'objectid'), matrix: matrixOf(tag.attribute('transform')) });
        break;
    }
  }
}

/** What is built, each object with a mesh where it is. */
function placedObjects({ objects, build }: Model3mf): ReadObject[] {
  const placed: ReadObject[] = [];
  let places = 0;
  const visit = (place: Place, parent: mat4, depth: number) => {
    const object = objects.get(place.object);
    if (!object) throw new UserError('it names an object that is not there');
    if (depth > DEEPEST) throw new UserError('its parts are too deep in each other, or one is in itself');
    if (++places > MOST) throw new UserError(`it is too large: it has more than ${MOST} objects`);
    const matrix = mat4.multiply(mat4.create(), parent, place.matrix);
    if (object.parts.length > 0) {
      placed.push({ name: object.name, parts: object.parts.map((part) => movedPart(part, matrix)) });
    }
    for (const component of object.components) visit(component, matrix, depth + 1);
  };
  for (const place of build) visit(place, mat4.create(), 0);
  return placed;
}

/** Four rows of three numbers; nothing moves where there are none. */
function matrixOf(text: string | undefined): mat4 {
  const matrix = mat4.create();
  if (text === undefined) return matrix;
  const numbers = text.trim().split(/\s+/).map(numberOf);
  if (numbers.length !== 12) throw new UserError('a part of it is nowhere: its place is no list of numbers');
  numbers.forEach((value, i) => {
    matrix[Math.floor(i / 3) * 4 + (i % 3)] = value;
  });
  return matrix;
}

function needed(tag: XmlTag, name: string): string {
  const value = tag.attribute(name);
  if (value === undefined) throw new UserError(`a ${tag.name} of it has no ${name}`);
  return value;
}

/** @throws UserError for what is no whole number */
function wholeOf(text: string | undefined): number {
  const value = Number(text);
  if (text !== undefined && /^\d+$/.test(text) && value < NONE) return value;
  throw new UserError('a triangle of it has a vertex that is not there');
}
