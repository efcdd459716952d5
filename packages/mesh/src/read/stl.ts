import { UserError } from '@modeseek/core';
import { soupShape } from '@modeseek/raster';
import { FloatList } from './lists.ts';
import type { ReadModel } from './read-model.ts';
import type { MeshReader } from './reader.ts';
import { numberOf, textLines, words } from './text-lines.ts';

const HEADER = 84;
/** Bytes of a triangle: a normal, three corners, and two more. */
const TRIANGLE = 50;

/** STL, as bytes or as text. Units are not told; slicers take them for millimetres, and z for up. */
export const stlReader: MeshReader<'stl'> = {
  name: 'stl',
  knows: (bytes) => isBinary(bytes) || isText(bytes),
  async read(bytes) {
    if (isBinary(bytes) || !isText(bytes)) return modelOf(binaryCorners(bytes));
    return modelOf(textCorners(bytes));
  },
};

function isText(bytes: Uint8Array): boolean {
  return /^\s*solid\b/i.test(new TextDecoder().decode(bytes.subarray(0, 80)));
}

/** By its length alone: some that are no text begin as one does. */
function isBinary(bytes: Uint8Array): boolean {
  return bytes.length >= HEADER && bytes.length === HEADER + TRIANGLE * countOf(bytes);
}

function countOf(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(HEADER - 4, true);
}

function binaryCorners(bytes: Uint8Array): Float32Array {
  if (bytes.length < HEADER) throw new UserError('it is cut short');
  const count = countOf(bytes);
  if (HEADER + TRIANGLE * count > bytes.length) throw new UserError('it claims more than it holds');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const corners = new Float32Array(count * 9);
  for (let t = 0; t < count; t++) {
    const at = HEADER + t * TRIANGLE + 12;
    for (let k = 0; k < 9; k++) corners[t * 9 + k] = view.getFloat32(at + 4 * k, true);
  }
  return corners;
}

function textCorners(bytes: Uint8Array): Float32Array {
  const corners = new FloatList();
  let ended = false;
  for (const line of textLines(bytes)) {
    const [keyword, ...rest] = words(line);
    switch (keyword?.toLowerCase()) {
      case 'vertex':
        for (let k = 0; k < 3; k++) corners.push(numberOf(rest[k]));
        break;
      case 'endfacet':
        if (corners.length % 9 !== 0) throw new UserError('it has a facet that is no triangle');
        break;
      case 'endsolid':
        ended = true;
        break;
    }
  }
  if (!ended || corners.length % 9 !== 0) throw new UserError('it is cut short');
  return corners.values.slice();
}

function modelOf(corners: Float32Array): ReadModel {
  const mesh = soupShape(corners);
  return {
    format: 'stl',
    objects: corners.length === 0 ? [] : [{ name: '', parts: [{ mesh, material: null }] }],
    materials: [],
    textures: [],
    metres: null,
    up: 'z',
    notes: [],
  };
}
