import { isRecord } from '@modeseek/core';
import { pictureSize } from './picture-size.ts';

/** Most of each kind of thing in a GLB: nodes, meshes, pictures and so on. */
const MOST_THINGS = 20_000;
/** Most folders of nodes within each other. */
const DEEPEST = 200;
/** Most vertices and indices that are drawn, those of a mesh that is there many times counted each time. */
const MOST_DRAWN = 50e6;
/** Most bytes of numbers that are not in the file but all zero, or changed here and there. */
const MOST_ZEROS = 64 * 2 ** 20;
/** Most pixels of a picture, and of all together. */
const MOST_PIXELS = 2 ** 26;
const MOST_PIXELS_TOGETHER = 2 ** 28;

const [GLB, JSON_CHUNK, BINARY_CHUNK] = [0x46546c67, 0x4e4f534a, 0x004e4942];
const COMPONENT_BYTES: Record<number, number> = { 5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4 };
const COMPONENTS: Record<string, number> = {
  SCALAR: 1,
  VEC2: 2,
  VEC3: 3,
  VEC4: 4,
  MAT2: 4,
  MAT3: 9,
  MAT4: 16,
};

/** How numbers and pictures can be packed that this page has nothing to unpack with. */
const PACKED = ['KHR_draco_mesh_compression', 'EXT_meshopt_compression', 'KHR_texture_basisu'];

type Entries = Record<string, unknown>;

/**
 * Checks that a GLB holds what it says it holds, before anything is allocated for that: glTF's loader takes
 * every number in a file at its word, and one of 400 bytes could claim a billion vertices.
 * @throws Error with what is wrong, in words
 */
export function checkGlb(glb: ArrayBuffer): void {
  const { json, binary } = chunksOf(glb);
  const needs = PACKED.find((name) => membersOf(json, 'extensionsRequired').includes(name));
  if (needs) throw new Error(`it is packed by ${needs}, which this page does not read`);
  const lists = Object.fromEntries(
    ['accessors', 'bufferViews', 'buffers', 'images', 'meshes', 'nodes', 'scenes'].map((name) => [
      name,
      listOf(json, name),
    ]),
  );
  for (const buffer of lists.buffers) {
    if (buffer.uri !== undefined) throw new Error('it keeps its data in another file');
    within(0, countOf(buffer, 'byteLength', 1), binary.byteLength);
  }
  const viewBytes = lists.bufferViews.map((view) => {
    const buffer = at(lists.buffers, view.buffer);
    const length = countOf(view, 'byteLength', 1);
    within(countOf(view, 'byteOffset', 0), length, countOf(buffer, 'byteLength', 1));
    return length;
  });
  checkAccessors(lists.accessors, lists.bufferViews, viewBytes);
  checkPictures(lists.images, lists.bufferViews, binary);
  checkTree(lists.nodes, lists.scenes, drawnOf(lists.meshes, lists.accessors), lists.accessors);
}

/** The two parts of a GLB. https://registry.khronos.org/glTF/specs/2.0/glTF-2.0.html#glb-file-format-specification */
function chunksOf(glb: ArrayBuffer): { json: Entries; binary: Uint8Array } {
  const view = new DataView(glb);
  if (glb.byteLength < 20 || view.getUint32(0, true) !== GLB) throw new Error('it is no GLB');
  if (view.getUint32(4, true) !== 2) throw new Error('it is no GLB of version 2');
  within(0, view.getUint32(8, true), glb.byteLength);
  let json: unknown;
  let binary = new Uint8Array();
  for (let start = 12; start + 8 <= glb.byteLength; ) {
    const [length, type] = [view.getUint32(start, true), view.getUint32(start + 4, true)];
    within(start + 8, length, glb.byteLength);
    const chunk = new Uint8Array(glb, start + 8, length);
    if (start === 12 && type === JSON_CHUNK) json = parse(chunk);
    else if (type === BINARY_CHUNK) binary = chunk;
    start += 8 + length;
  }
  if (!isRecord(json)) throw new Error('its description is damaged');
  return { json, binary };
}

function parse(chunk: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(chunk));
  } catch {
    return undefined;
  }
}

/** Every accessor's numbers are in its view, or few. */
function checkAccessors(accessors: Entries[], views: Entries[], viewBytes: readonly number[]): void {
  let zeros = 0;
  for (const accessor of accessors) {
    const bytes = COMPONENT_BYTES[accessor.componentType as number] * COMPONENTS[accessor.type as string];
    if (!(bytes > 0)) throw new Error('its numbers are of no kind that there is');
    const count = countOf(accessor, 'count', 1);
    if (accessor.bufferView !== undefined) {
      const view = at(views, accessor.bufferView);
      const stride = view.byteStride === undefined ? bytes : countOf(view, 'byteStride', bytes);
      const length = viewBytes[accessor.bufferView as number];
      within(countOf(accessor, 'byteOffset', 0), (count - 1) * stride + bytes, length);
    }
    if (accessor.bufferView === undefined || accessor.sparse !== undefined) zeros += count * bytes;
    if (accessor.sparse !== undefined) checkSparse(accessor.sparse, count, bytes, views, viewBytes);
  }
  if (zeros > MOST_ZEROS) throw new Error('it claims more than it holds');
}

function checkSparse(
  sparse: unknown,
  most: number,
  bytes: number,
  views: Entries[],
  viewBytes: readonly number[],
): void {
  if (!isRecord(sparse) || !isRecord(sparse.indices) || !isRecord(sparse.values)) throw damaged();
  const count = countOf(sparse, 'count', 1);
  within(0, count, most);
  const { indices, values } = sparse;
  for (const [part, each] of [
    [indices, COMPONENT_BYTES[indices.componentType as number]],
    [values, bytes],
  ] as const) {
    at(views, part.bufferView);
    within(countOf(part, 'byteOffset', 0), count * each, viewBytes[part.bufferView as number]);
  }
}

/** No picture is larger than what can be shown, whatever it was packed into. */
function checkPictures(images: Entries[], views: Entries[], binary: Uint8Array): void {
  let together = 0;
  for (const image of images) {
    if (image.uri !== undefined) throw new Error('it keeps its pictures in other files');
    const view = at(views, image.bufferView);
    const start = countOf(view, 'byteOffset', 0);
    const size = pictureSize(binary.subarray(start, start + countOf(view, 'byteLength', 1)));
    if (!size) throw new Error('a picture of it is no PNG, JPEG or WebP');
    const pixels = size.width * size.height;
    if (pixels > MOST_PIXELS) throw new Error(`a picture of it is too large: ${size.width} x ${size.height}`);
    together += pixels;
  }
  if (together > MOST_PIXELS_TOGETHER) throw new Error('its pictures are too many, or too large');
}

/** How many vertices and indices each mesh has, those of its other shapes too. */
function drawnOf(meshes: Entries[], accessors: Entries[]): number[] {
  return meshes.map((mesh) => {
    let drawn = 0;
    for (const primitive of listOf(mesh, 'primitives')) {
      const shapes = [primitive.attributes, ...listOf(primitive, 'targets')];
      const lists = shapes.flatMap((shape) => (isRecord(shape) ? Object.values(shape) : []));
      if (primitive.indices !== undefined) lists.push(primitive.indices);
      for (const list of lists) drawn += countOf(at(accessors, list), 'count', 1);
    }
    return drawn;
  });
}

/** Nodes hang together as trees do, and what they draw is no more than can be drawn. */
function checkTree(
  nodes: Entries[],
  scenes: Entries[],
  drawnByMesh: readonly number[],
  accessors: Entries[],
): void {
  const seen = new Set<unknown>();
  let drawn = 0;
  let level = scenes.flatMap((scene) => membersOf(scene, 'nodes'));
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) throw new Error('its parts are too deep in each other');
    const next: unknown[] = [];
    for (const index of level) {
      const node = at(nodes, index);
      if (seen.has(index)) throw new Error('a part of it is in itself, or in two others');
      seen.add(index);
      if (node.mesh !== undefined) {
        if (!Number.isInteger(node.mesh) || !((node.mesh as number) in drawnByMesh)) throw damaged();
        drawn += drawnByMesh[node.mesh as number] * copiesOf(node, accessors);
      }
      next.push(...membersOf(node, 'children'));
    }
    level = next;
  }
  if (drawn > MOST_DRAWN) throw new Error('it is too large: it draws more than a browser can');
}

/** How often EXT_mesh_gpu_instancing draws a node's mesh. */
function copiesOf(node: Entries, accessors: Entries[]): number {
  const instancing = isRecord(node.extensions) && node.extensions.EXT_mesh_gpu_instancing;
  if (!isRecord(instancing) || !isRecord(instancing.attributes)) return 1;
  const counts = Object.values(instancing.attributes).map((i) => countOf(at(accessors, i), 'count', 1));
  return Math.max(1, ...counts);
}

/** A list of objects; an empty one where there is none. */
function listOf(parent: Entries, name: string): Entries[] {
  const list = parent[name] ?? [];
  if (!Array.isArray(list) || !list.every(isRecord)) throw damaged();
  if (list.length > MOST_THINGS) throw new Error(`it is too large: it has ${list.length} ${name}`);
  return list;
}

/** A list of anything; an empty one where there is none. */
function membersOf(parent: Entries, name: string): unknown[] {
  const list = parent[name] ?? [];
  if (!Array.isArray(list) || list.length > MOST_THINGS) throw damaged();
  return list;
}

/** A member of a list by its number. */
function at(list: Entries[], index: unknown): Entries {
  if (!Number.isInteger(index) || !((index as number) in list)) throw damaged();
  return list[index as number];
}

/** A whole number of at least so much; 0 where it may be and is not there. */
function countOf(parent: Entries, name: string, least: number): number {
  const count = parent[name] ?? 0;
  if (!Number.isSafeInteger(count) || (count as number) < least) throw damaged();
  return count as number;
}

function within(start: number, length: number, end: number): void {
  if (!(start + length <= end)) throw new Error('it claims more than it holds');
}

function damaged(): Error {
  return new Error('its description is damaged');
}
