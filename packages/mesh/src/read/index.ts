import { UserError } from '@modeseek/core';
import { threeMfReader } from './3mf.ts';
import { glbReader, gltfReader } from './gltf/read-gltf.ts';
import { objReader } from './obj.ts';
import { plyReader } from './ply.ts';
import type { ReadModel } from './read-model.ts';
import type { Beside, MeshReader, ReadTools } from './reader.ts';
import { stlReader } from './stl.ts';
import { usdaReader, usdzReader } from './usd/read-usd.ts';

/** All formats that are read; what tells them apart most surely comes first. A new one is its file and a line here. */
const READERS: readonly MeshReader[] = [
  glbReader,
  plyReader,
  usdzReader,
  threeMfReader,
  usdaReader,
  gltfReader,
  stlReader,
  objReader,
];

/** Extensions of the files that can be read. */
export const READ_FORMATS = READERS.map(({ name }) => name);

/**
 * Reads a mesh, whoever made it.
 * @param name of the file: its extension says what it is, else what it begins with
 * @param beside opens files that it names
 * @throws UserError when it cannot be read, naming it and what is wrong
 */
export async function readMesh(
  name: string,
  bytes: Uint8Array,
  beside: Beside,
  tools: ReadTools = {},
): Promise<ReadModel> {
  const reader = readerOf(name, bytes);
  try {
    return await reader.read(bytes, beside, tools);
  } catch (error) {
    // What readers of ours do not foresee, and libraries say in their own words, is one and the same to a user.
    const why = error instanceof UserError ? error.message : 'it is damaged';
    throw new UserError(`${name} cannot be read: ${why}`);
  }
}

function readerOf(name: string, bytes: Uint8Array): MeshReader {
  const extension = /\.([^./\\]+)$/.exec(name)?.[1].toLowerCase();
  const named = READERS.find((reader) => reader.name === extension);
  if (named?.knows(bytes)) return named;
  const known = READERS.find((reader) => reader.knows(bytes));
  if (named && known) throw new UserError(`${name} is no ${named.name}, but a ${known.name}`);
  const reader = named ?? known;
  if (reader) return reader;
  throw new UserError(`${name} is no mesh of a kind that is read here; known: ${READ_FORMATS.join(', ')}`);
}
