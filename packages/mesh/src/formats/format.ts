import type { ShadedMesh } from '../simplify.ts';

/**
 * `lit`: a rough dielectric under the viewer's lights. `unlit`: the colours as they are
 * (KHR_materials_unlit).
 */
export const MATERIALS = ['lit', 'unlit'] as const;
export type MaterialKind = (typeof MATERIALS)[number];

/** A mesh that is to be written. */
export interface FinishedMesh {
  /** With `colours`, in display values, or with `uvs` and a texture. */
  mesh: ShadedMesh & { uvs?: Float32Array };
  /** PNG, sRGB. */
  texture: Uint8Array | null;
  /** Of the object. */
  name: string;
  material: MaterialKind;
  /** Whether the backs of triangles are drawn too, as surfaces need that are not closed; no when absent. */
  doubleSided?: boolean;
}

/** A file to be written. */
export interface NamedFile {
  name: string;
  bytes: Uint8Array;
}

/** A format of meshes, one file or several. */
export interface MeshFormat<Name extends string = string> {
  /** Also the extension of its first file. */
  readonly name: Name;
  /** For people, one line. */
  readonly title: string;
  /**
   * @param stem name of the files, without extension
   * @returns the file that is opened, and those that it names
   */
  encode(mesh: FinishedMesh, stem: string): Promise<[NamedFile, ...NamedFile[]]>;
}
