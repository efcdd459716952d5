import type { ReadModel } from './read-model.ts';

/** Most of what is read of a file, whoever made it. */
export const READ_LIMITS = {
  /** Bytes of a file. */
  bytes: 2 ** 30,
  /** Vertices and corners of triangles together. */
  drawn: 100e6,
} as const;

/** Files beside the one that is read. */
export interface Beside {
  /**
   * What a file holds that another names, by a path relative to that.
   * @throws UserError when it is not there, elsewhere than beside it or in folders there, or too large
   */
  open(path: string): Uint8Array;
}

/** What Node and browsers have otherwise. */
export interface ReadTools {
  /** Draco's decoder, as glTF-Transform takes it. */
  dracoDecoder?(): Promise<unknown>;
}

/** Reads meshes of a format. */
export interface MeshReader<Name extends string = string> {
  /** Also the extension of its files. */
  readonly name: Name;
  /** Whether a file is of this format, whatever it is called, by its first bytes. */
  knows(bytes: Uint8Array): boolean;
  /**
   * @throws UserError with what is wrong with it, in words, as in "it is cut short"; any other error where the
   *   file makes no sense
   */
  read(bytes: Uint8Array, beside: Beside, tools: ReadTools): Promise<ReadModel>;
}
