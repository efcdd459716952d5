import { UserError } from '@modeseek/core';
import { CornerLists, NONE } from './corner-lists.ts';
import { FloatList } from './lists.ts';
import { readMtl } from './mtl.ts';
import { polygonTriangles } from './polygon.ts';
import type { ReadMaterial, ReadModel, ReadTexture } from './read-model.ts';
import type { MeshReader } from './reader.ts';
import { numberOf, textLines, words } from './text-lines.ts';

/** What lines of an OBJ begin with: one of these is in the first lines of any. */
const KEYWORDS = /^\s*(v|vt|vn|f|o|g|s|mtllib|usemtl)\s/m;
/** Most objects, and materials. */
const MOST = 100_000;

/** What is followed by numbers alone. */
const NUMBERS: ReadonlySet<string> = new Set(['v', 'vt', 'vn', 'f']);

/** Wavefront OBJ: objects (`o`), cut by material; polygons; colours behind a vertex's place. */
export const objReader: MeshReader<'obj'> = {
  name: 'obj',
  knows: (bytes) => {
    const text = new TextDecoder().decode(bytes.subarray(0, 4096));
    return !text.includes('\0') && KEYWORDS.test(text);
  },
  async read(bytes, beside) {
    const lists = { v: new FloatList(), vt: new FloatList(), vn: new FloatList(), colours: new FloatList() };
    const objects: { name: string; parts: Map<string, CornerLists> }[] = [];
    const library = new Map<string, ReadMaterial>();
    const textures: ReadTexture[] = [];
    const notes: string[] = [];
    let corners: CornerLists | undefined;
    let material = '';
    const startObject = (name: string) => {
      if (objects.length >= MOST) throw new UserError(`it is too large: it has more than ${MOST} objects`);
      objects.push({ name, parts: new Map() });
      corners = undefined;
    };
    const listOfFaces = () => {
      if (objects.length === 0) startObject('');
      const { parts } = objects[objects.length - 1];
      if (parts.size > MOST) throw new UserError(`it is too large: it has more than ${MOST} materials`);
      const list = parts.get(material) ?? new CornerLists();
      parts.set(material, list);
      return list;
    };
    const place = (i: number): [number, number, number] => {
      const { values } = lists.v;
      if (i * 3 + 2 >= values.length) throw new UserError('a triangle of it has a vertex that is not there');
      return [values[i * 3], values[i * 3 + 1], values[i * 3 + 2]];
    };
    let continued = '';
    for (const raw of textLines(bytes)) {
      if (continued === '' && raw.startsWith('#')) continue;
      if (raw.endsWith('\\')) {
        continued += `${raw.slice(0, -1)} `;
        if (continued.length > 2 ** 20) throw new UserError('it has a line without an end');
        continue;
      }
      const line = continued + raw;
      continued = '';
      const [keyword, ...named] = words(line);
      // Names may have the sign of a comment in them, numbers have it behind.
      const comment = NUMBERS.has(keyword) ? named.findIndex((word) => word.startsWith('#')) : -1;
      const rest = comment === -1 ? named : named.slice(0, comment);
      switch (keyword) {
        case 'v':
          for (let k = 0; k < 3; k++) lists.v.push(numberOf(rest[k]));
          if (rest.length < 6) break;
          whiten(lists.colours, lists.v.length - 3);
          for (let k = 3; k < 6; k++) lists.colours.push(numberOf(rest[k]));
          break;
        case 'vt':
          // From the lower left corner; one number where the texture is a line.
          lists.vt.push(numberOf(rest[0]));
          lists.vt.push(1 - (rest[1] === undefined ? 0 : numberOf(rest[1])));
          break;
        case 'vn':
          for (let k = 0; k < 3; k++) lists.vn.push(numberOf(rest[k]));
          break;
        case 'f': {
          corners ??= listOfFaces();
          const counts = [lists.v.length / 3, lists.vt.length / 2, lists.vn.length / 3];
          const face = rest.map((word) => cornerOf(word, counts));
          for (const i of await polygonTriangles(face.length, (i) => place(face[i][0]))) {
            corners.add(...face[i]);
          }
          break;
        }
        case 'o':
          startObject(rest.join(' '));
          break;
        case 'usemtl':
          material = rest.join(' ');
          corners = undefined;
          break;
        case 'mtllib':
          try {
            readMtl(line.trim().slice('mtllib'.length).trim(), beside, library, textures, notes);
          } catch (error) {
            if (!(error instanceof UserError)) throw error;
            notes.push(`Its materials were not read: ${error.message}.`);
          }
          break;
      }
    }
    if (lists.v.length === 0) throw new UserError('it has no vertices');
    return modelOf();

    function modelOf(): ReadModel {
      const [places, uvs, normals] = [lists.v, lists.vt, lists.vn].map((list) => list.values);
      if (lists.colours.length > 0) whiten(lists.colours, lists.v.length);
      const colours = lists.colours.length > 0 ? lists.colours.values : undefined;
      return {
        format: 'obj',
        objects: objects
          .map(({ name, parts }) => ({
            name,
            parts: [...parts].map(([used, list]) => ({
              mesh: list.mesh(places, { uvs, normals, colours }),
              material: library.get(used) ?? null,
            })),
          }))
          .filter(({ parts }) => parts.length > 0),
        materials: [...library.values()],
        textures,
        metres: null,
        up: 'y',
        notes,
      };
    }
  },
};

/** Numbers of a corner's place, texture coordinate and normal, from `7/8/9`, `7//9`, `-1`. */
function cornerOf(word: string, counts: readonly number[]): [number, number, number] {
  const [place, uv, normal] = word.split('/').map((part, k) => {
    if (part === '') return NONE;
    const number = Number(part);
    const index = number < 0 ? counts[k] + number : number - 1;
    if (!Number.isInteger(number) || !(index >= 0 && index < counts[k])) {
      throw new UserError('a triangle of it has a vertex that is not there');
    }
    return index;
  });
  if (place === NONE) throw new UserError('a triangle of it has a vertex that is not there');
  return [place, uv ?? NONE, normal ?? NONE];
}

/** Vertices that have no colour where others have one are white. */
function whiten(colours: FloatList, until: number): void {
  while (colours.length < until) colours.push(1);
}
