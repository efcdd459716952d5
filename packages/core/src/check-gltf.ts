import { isRecord } from './checks.ts';
import { UserError } from './errors.ts';
import { type PictureSize, pictureSize } from './picture-size.ts';

/** Most of what a file may ask for. */
export interface GltfLimits {
  /** Of each kind of thing: nodes, meshes, pictures and so on. */
  things: number;
  /** Nodes within each other. */
  depth: number;
  /** Vertices and indices that are drawn, those of a mesh that is there many times counted each time. */
  drawn: number;
  /** Bytes of numbers that are not in the file but all zero, or changed here and there. */
  zeros: number;
  /** Bytes that compressed numbers unpack to. */
  unpacked: number;
  /** Of a picture, and of all together. */
  pixels: number;
  pixelsTogether: number;
}

/** Where a glTF's data is, beside its description. */
export interface GltfFiles {
  /** Of a GLB. */
  binary?: Uint8Array;
  /**
   * What another file, or a data URI, holds.
   * @throws UserError for what is not to be read
   */
  open(uri: string, what: 'data' | 'picture'): Uint8Array;
}

/** A glTF whose numbers are where it says that they are. */
export interface CheckedGltf {
  json: Entries;
  /** Null for one that other programs than ours would need: a fallback without compression. */
  buffers: (Uint8Array | null)[];
  pictures: (PictureSize & { bytes: Uint8Array })[];
}

type Entries = Record<string, unknown>;

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
const LISTS = [
  'accessors',
  'bufferViews',
  'buffers',
  'images',
  'materials',
  'meshes',
  'nodes',
  'scenes',
  'textures',
];

/**
 * Checks that a glTF holds what it says it holds, before anything is allocated for that: loaders take every
 * number in a file at its word, and one of 400 bytes could claim a billion vertices.
 * @param json its description
 * @throws UserError with what is wrong, in words
 */
export function checkGltf(json: unknown, files: GltfFiles, limits: GltfLimits): CheckedGltf {
  if (!isRecord(json)) throw damaged();
  const lists = Object.fromEntries(LISTS.map((name) => [name, listOf(json, name, limits.things)]));
  const buffers = openBuffers(lists.buffers, files);
  const viewBytes = checkViews(lists.bufferViews, buffers, limits.unpacked);
  checkAccessors(lists, viewBytes, limits);
  const pictures = openPictures(lists.images, lists.bufferViews, buffers, files, limits);
  checkTree(lists, drawnOf(lists.meshes, lists.accessors, limits), limits);
  return { json, buffers, pictures };
}

function openBuffers(buffers: Entries[], { binary, open }: GltfFiles): (Uint8Array | null)[] {
  return buffers.map((buffer, i) => {
    const length = countOf(buffer, 'byteLength', 1);
    let bytes: Uint8Array | null;
    if (typeof buffer.uri === 'string') bytes = open(buffer.uri, 'data');
    else if (buffer.uri !== undefined) throw damaged();
    else if (i === 0 && binary) bytes = binary;
    else if (compressionOf(buffer)?.fallback === true) bytes = null;
    else throw claimsMore();
    if (!bytes) return null;
    within(0, length, bytes.byteLength);
    return bytes.subarray(0, length);
  });
}

/** What EXT_meshopt_compression, or its successor, says of a buffer or a view. */
function compressionOf({ extensions }: Entries): Entries | undefined {
  if (!isRecord(extensions)) return undefined;
  const extension = extensions.EXT_meshopt_compression ?? extensions.KHR_meshopt_compression;
  return isRecord(extension) ? extension : undefined;
}

/** @returns how many bytes each view has, unpacked */
function checkViews(views: Entries[], buffers: (Uint8Array | null)[], mostUnpacked: number): number[] {
  let unpacked = 0;
  return views.map((view) => {
    const length = countOf(view, 'byteLength', 1);
    const compression = compressionOf(view);
    const source = compression ?? view;
    const buffer = buffers[source.buffer as number];
    if (!Number.isInteger(source.buffer) || buffer === undefined) throw damaged();
    if (buffer === null) throw claimsMore();
    within(countOf(source, 'byteOffset', 0), countOf(source, 'byteLength', 1), buffer.byteLength);
    if (!compression) return length;
    const size = countOf(compression, 'count', 1) * countOf(compression, 'byteStride', 1);
    unpacked += size;
    if (size !== length) throw damaged();
    if (unpacked > mostUnpacked) throw new UserError('it is too large: it unpacks to more than is allowed');
    return length;
  });
}

/** Every accessor's numbers are in its view, or few. */
function checkAccessors(
  { accessors, bufferViews, meshes }: Record<string, Entries[]>,
  viewBytes: readonly number[],
  limits: GltfLimits,
): void {
  const packed = packedByDraco(meshes, bufferViews);
  let [zeros, unpacked] = [0, 0];
  accessors.forEach((accessor, i) => {
    const bytes = bytesOf(accessor);
    const count = countOf(accessor, 'count', 1);
    if (accessor.bufferView !== undefined) {
      const view = at(bufferViews, accessor.bufferView);
      const stride = view.byteStride === undefined ? bytes : countOf(view, 'byteStride', bytes);
      const length = viewBytes[accessor.bufferView as number];
      within(countOf(accessor, 'byteOffset', 0), (count - 1) * stride + bytes, length);
    } else if (packed.has(i)) unpacked += count * bytes;
    else zeros += count * bytes;
    if (accessor.sparse === undefined) return;
    if (accessor.bufferView !== undefined) zeros += count * bytes;
    checkSparse(accessor.sparse, count, bytes, bufferViews, viewBytes);
  });
  if (zeros > limits.zeros) throw claimsMore();
  if (unpacked > limits.unpacked) throw new UserError('it is too large: it unpacks to more than is allowed');
}

/** Bytes of one of an accessor's elements. */
function bytesOf({ componentType, type }: Entries): number {
  const bytes =
    (Object.hasOwn(COMPONENT_BYTES, String(componentType)) ? COMPONENT_BYTES[componentType as number] : 0) *
    (Object.hasOwn(COMPONENTS, String(type)) ? COMPONENTS[type as string] : 0);
  if (!(bytes > 0)) throw new UserError('its numbers are of no kind that there is');
  return bytes;
}

/** Accessors whose numbers are in data that Draco has packed. */
function packedByDraco(meshes: Entries[], bufferViews: Entries[]): Set<number> {
  const packed = new Set<number>();
  for (const mesh of meshes) {
    for (const { extensions, attributes, indices } of listOf(mesh, 'primitives', Number.POSITIVE_INFINITY)) {
      const draco = isRecord(extensions) && extensions.KHR_draco_mesh_compression;
      if (!isRecord(draco)) continue;
      at(bufferViews, draco.bufferView);
      if (!isRecord(attributes) || !isRecord(draco.attributes)) throw damaged();
      for (const name of Object.keys(draco.attributes)) packed.add(attributes[name] as number);
      packed.add(indices as number);
    }
  }
  return packed;
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
    [indices, bytesOf({ ...indices, type: 'SCALAR' })],
    [values, bytes],
  ] as const) {
    at(views, part.bufferView);
    within(countOf(part, 'byteOffset', 0), count * each, viewBytes[part.bufferView as number]);
  }
}

/** No picture is larger than what can be shown, whatever it was packed into. */
function openPictures(
  images: Entries[],
  bufferViews: Entries[],
  buffers: readonly (Uint8Array | null)[],
  { open }: GltfFiles,
  limits: GltfLimits,
): CheckedGltf['pictures'] {
  let together = 0;
  return images.map((image) => {
    let bytes: Uint8Array;
    if (typeof image.uri === 'string') bytes = open(image.uri, 'picture');
    else {
      const view = at(bufferViews, image.bufferView);
      const start = countOf(view, 'byteOffset', 0);
      const buffer = buffers[view.buffer as number];
      if (!buffer) throw damaged();
      bytes = buffer.subarray(start, start + countOf(view, 'byteLength', 1));
    }
    const size = pictureSize(bytes);
    if (!size) throw new UserError('a picture of it is no PNG, JPEG, WebP or KTX2');
    const pixels = size.width * size.height;
    if (pixels > limits.pixels) {
      throw new UserError(`a picture of it is too large: ${size.width} x ${size.height}`);
    }
    together += pixels;
    if (together > limits.pixelsTogether) throw new UserError('its pictures are too many, or too large');
    return { ...size, bytes };
  });
}

/** How many vertices and indices each mesh has, those of its other shapes too. */
function drawnOf(meshes: Entries[], accessors: Entries[], { things }: GltfLimits): number[] {
  return meshes.map((mesh) => {
    let drawn = 0;
    for (const primitive of listOf(mesh, 'primitives', things)) {
      const shapes = [primitive.attributes, ...listOf(primitive, 'targets', things)];
      const lists = shapes.flatMap((shape) => (isRecord(shape) ? Object.values(shape) : []));
      if (primitive.indices !== undefined) lists.push(primitive.indices);
      for (const list of lists) drawn += countOf(at(accessors, list), 'count', 1);
    }
    return drawn;
  });
}

/** Nodes hang together as trees do, and what they draw is no more than can be drawn. */
function checkTree(
  { nodes, scenes, accessors }: Record<string, Entries[]>,
  drawnByMesh: readonly number[],
  limits: GltfLimits,
): void {
  const seen = new Set<unknown>();
  let drawn = 0;
  // Several scenes may have the same roots.
  let level: unknown[] = [...new Set(scenes.flatMap((scene) => numbersOf(scene, 'nodes', limits)))];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limits.depth) throw new UserError('its parts are too deep in each other');
    const next: unknown[] = [];
    for (const index of level) {
      const node = at(nodes, index);
      if (seen.has(index)) throw new UserError('a part of it is in itself, or in two others');
      seen.add(index);
      if (node.mesh !== undefined) {
        if (!Number.isInteger(node.mesh) || !((node.mesh as number) in drawnByMesh)) throw damaged();
        drawn += drawnByMesh[node.mesh as number] * copiesOf(node, accessors);
      }
      next.push(...numbersOf(node, 'children', limits));
    }
    level = next;
  }
  if (drawn > limits.drawn) {
    throw new UserError(`it is too large: it draws more than ${limits.drawn} vertices and indices`);
  }
}

/** How often EXT_mesh_gpu_instancing draws a node's mesh. */
function copiesOf(node: Entries, accessors: Entries[]): number {
  const instancing = isRecord(node.extensions) && node.extensions.EXT_mesh_gpu_instancing;
  if (!isRecord(instancing) || !isRecord(instancing.attributes)) return 1;
  const counts = Object.values(instancing.attributes).map((i) => countOf(at(accessors, i), 'count', 1));
  return Math.max(1, ...counts);
}

/** A list of objects; an empty one where there is none. */
function listOf(parent: Entries, name: string, most: number): Entries[] {
  const list = parent[name] ?? [];
  if (!Array.isArray(list) || !list.every(isRecord)) throw damaged();
  if (list.length > most) throw new UserError(`it is too large: it has ${list.length} ${name}`);
  return list;
}

function numbersOf(parent: Entries, name: string, { things }: GltfLimits): unknown[] {
  const list = parent[name] ?? [];
  if (!Array.isArray(list) || list.length > things) throw damaged();
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
  if (!(start + length <= end)) throw claimsMore();
}

function claimsMore(): UserError {
  return new UserError('it claims more than it holds');
}

function damaged(): UserError {
  return new UserError('its description is damaged');
}
