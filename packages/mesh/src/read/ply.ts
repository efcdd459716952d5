import { UserError } from '@modeseek/core';
import { CornerLists } from './corner-lists.ts';
import { FloatList } from './lists.ts';
import { type Element, type PlyHeader, readPlyHeader } from './ply-header.ts';
import { numbersOfBytes, numbersOfText, type PlyNumbers } from './ply-numbers.ts';
import { polygonTriangles } from './polygon.ts';
import type { MeshReader } from './reader.ts';

/** Names of a vertex's properties, and those that mean the same. */
const PLACE = [['x'], ['y'], ['z']];
const NORMAL = [['nx'], ['ny'], ['nz']];
const UV = [
  ['s', 'u', 'texture_u'],
  ['t', 'v', 'texture_v'],
];
const COLOUR = [
  ['red', 'r', 'diffuse_red'],
  ['green', 'g', 'diffuse_green'],
  ['blue', 'b', 'diffuse_blue'],
];
const CORNERS = ['vertex_indices', 'vertex_index'];

/** Stanford's PLY: text, and bytes in both orders; polygons; whatever else it holds is passed over. */
export const plyReader: MeshReader<'ply'> = {
  name: 'ply',
  knows: (bytes) =>
    bytes[0] === 0x70 && bytes[1] === 0x6c && bytes[2] === 0x79 && (bytes[3] === 10 || bytes[3] === 13),
  async read(bytes) {
    const header = readPlyHeader(bytes);
    const body = bytes.subarray(header.length);
    const numbers = header.format === 'ascii' ? numbersOfText(body) : numbersOfBytes(body, header.format);
    const lists: Record<'places' | 'normals' | 'uvs' | 'colours', FloatList | undefined> = {
      places: undefined,
      normals: undefined,
      uvs: undefined,
      colours: undefined,
    };
    const faces = new CornerLists();
    for (const element of header.elements) {
      checkLength(element, header, numbers);
      if (element.properties.length === 0) continue; // of which any number takes no bytes
      if (element.name === 'vertex') readVertices(element, numbers, lists);
      else if (element.name === 'face') await readFaces(element, numbers, faces, lists.places?.values);
      else skip(element, numbers);
    }
    const places = lists.places?.values ?? new Float32Array();
    const [normals, uvs, colours] = [lists.normals, lists.uvs, lists.colours].map((list) => list?.values);
    const mesh = faces.mesh(places, { uvs, normals, colours });
    return {
      format: 'ply',
      objects: faces.isEmpty ? [] : [{ name: '', parts: [{ mesh, material: null }] }],
      materials: [],
      textures: [],
      metres: null,
      up: 'y',
      notes: header.elements.some(({ name }) => name === 'tristrips')
        ? ['Strips of triangles were left out.']
        : [],
    };
  },
};

/** An element that has more numbers than bytes are left is refused before anything is read of it. */
function checkLength({ count, properties }: Element, { format }: PlyHeader, numbers: PlyNumbers): void {
  const least = properties.reduce(
    (sum, { type, counted }) => sum + (format === 'ascii' ? 2 : (counted ?? type).bytes),
    0,
  );
  // The last number of a text has nothing behind it.
  if (count * least > numbers.left + 1) throw new UserError('it claims more than it holds');
}

function readVertices(
  { count, properties }: Element,
  numbers: PlyNumbers,
  lists: Record<'places' | 'normals' | 'uvs' | 'colours', FloatList | undefined>,
): void {
  const find = (names: readonly string[][]) => {
    const found = names.map((same) =>
      properties.findIndex(({ name, counted }) => !counted && same.includes(name)),
    );
    return found.includes(-1) ? undefined : found;
  };
  const wanted = { places: find(PLACE), normals: find(NORMAL), uvs: find(UV), colours: find(COLOUR) };
  if (!wanted.places) throw new UserError('its vertices have no place');
  const row = new Float64Array(properties.length);
  const taken = Object.entries(wanted).flatMap(([name, columns]) => {
    if (!columns) return [];
    const list = new FloatList();
    lists[name as keyof typeof lists] = list;
    // Whole numbers of colours end at 255 and 65,535; v grows upwards.
    const scale = name === 'colours' ? (properties[columns[0]].type.most ?? 1) : 1;
    return [{ list, columns, scale, isUv: name === 'uvs' }];
  });
  for (let i = 0; i < count; i++) {
    for (let p = 0; p < properties.length; p++) {
      const { type, counted } = properties[p];
      if (!counted) row[p] = numbers.next(type);
      else for (let left = numbers.next(counted); left > 0; left--) numbers.next(type);
    }
    for (const { list, columns, scale, isUv } of taken) {
      for (let k = 0; k < columns.length; k++) {
        const value = row[columns[k]] / scale;
        list.push(isUv && k === 1 ? 1 - value : value);
      }
    }
  }
}

async function readFaces(
  { count, properties }: Element,
  numbers: PlyNumbers,
  faces: CornerLists,
  places: Float32Array | undefined,
): Promise<void> {
  const polygon: number[] = [];
  for (let i = 0; i < count; i++) {
    polygon.length = 0;
    for (const { name, type, counted } of properties) {
      if (!counted) {
        numbers.next(type);
        continue;
      }
      const isCorners = CORNERS.includes(name);
      for (let left = numbers.next(counted); left > 0; left--) {
        const number = numbers.next(type);
        if (isCorners) polygon.push(number);
      }
    }
    for (const corner of polygon) {
      if (!Number.isInteger(corner) || !(corner >= 0) || !places || corner * 3 >= places.length) {
        throw new UserError('a triangle of it has a vertex that is not there');
      }
    }
    const at = (k: number): [number, number, number] => {
      const p = polygon[k] * 3;
      return [places![p], places![p + 1], places![p + 2]];
    };
    for (const k of await polygonTriangles(polygon.length, at)) faces.add(polygon[k], polygon[k], polygon[k]);
  }
}

function skip({ count, properties }: Element, numbers: PlyNumbers): void {
  for (let i = 0; i < count; i++) {
    for (const { type, counted } of properties) {
      for (let left = counted ? numbers.next(counted) : 1; left > 0; left--) numbers.next(type);
    }
  }
}
