import type { FinishedPart, MeshFormat } from './format.ts';
import { toldOf } from './told.ts';

const FLOATS = 6;
const COLOURS = 3;
/** A face's count of corners, and the corners. */
const FACE = 1 + 3 * 4;

/**
 * Ours, not three.js's, which writes colours as floats, where most programs read bytes alone. Objects are one.
 */
export const ply: MeshFormat<'ply'> = {
  name: 'ply',
  title: 'binary PLY with colours at the vertices',
  holds: 'colours',
  async encode(model, stem) {
    const { parts } = model;
    const coloured = parts.some(({ mesh }) => mesh.colours);
    const vertices = parts.reduce((sum, { mesh }) => sum + mesh.positions.length / 3, 0);
    const faces = parts.reduce((sum, { mesh }) => sum + mesh.indices.length / 3, 0);
    const property = (type: string, ...names: string[]) => names.map((name) => `property ${type} ${name}`);
    const header = [
      'ply',
      'format binary_little_endian 1.0',
      ...toldOf(model).map(([name, value]) => `comment ${name}: ${value}`),
      `element vertex ${vertices}`,
      ...property('float', 'x', 'y', 'z', 'nx', 'ny', 'nz'),
      ...(coloured ? property('uchar', 'red', 'green', 'blue') : []),
      `element face ${faces}`,
      'property list uchar int vertex_indices',
      'end_header\n',
    ];
    const head = new TextEncoder().encode(header.join('\n'));
    const vertexBytes = FLOATS * 4 + (coloured ? COLOURS : 0);
    const bytes = new Uint8Array(head.length + vertices * vertexBytes + faces * FACE);
    bytes.set(head);
    const view = new DataView(bytes.buffer);
    let at = head.length;
    for (const part of parts) at = writeVertices(view, at, part, coloured);
    let first = 0;
    for (const { mesh } of parts) {
      for (let i = 0; i < mesh.indices.length; i += 3) {
        view.setUint8(at, 3);
        for (let k = 0; k < 3; k++) view.setInt32(at + 1 + k * 4, first + mesh.indices[i + k], true);
        at += FACE;
      }
      first += mesh.positions.length / 3;
    }
    return [{ name: `${stem}.ply`, bytes }];
  },
};

/** @returns where the next one begins */
function writeVertices(
  view: DataView,
  start: number,
  { mesh: { positions, normals, colours } }: FinishedPart,
  coloured: boolean,
): number {
  let at = start;
  for (let v = 0; v < positions.length; v += 3) {
    for (let axis = 0; axis < 3; axis++) {
      view.setFloat32(at + axis * 4, positions[v + axis], true);
      view.setFloat32(at + (3 + axis) * 4, normals[v + axis], true);
    }
    at += FLOATS * 4;
    if (!coloured) continue;
    // A part without colours among others is white.
    for (let c = 0; c < COLOURS; c++) view.setUint8(at++, Math.round(255 * (colours?.[v + c] ?? 1)));
  }
  return at;
}
