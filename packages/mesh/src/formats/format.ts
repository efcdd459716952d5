import type { ShadedMesh } from '../simplify.ts';

/**
 * `lit`: a rough dielectric under the viewer's lights. `unlit`: the colours as they are
 * (KHR_materials_unlit).
 */
export const MATERIALS = ['lit', 'unlit'] as const;
export type MaterialKind = (typeof MATERIALS)[number];

/** How a part of a model looks beside its colours: glTF's metallic-roughness model. */
export interface PartMaterial {
  kind: MaterialKind;
  /** From a mirror's, 0, to chalk's, 1. */
  roughness: number;
  /** 1 for a bare metal, else 0. */
  metalness: number;
  /** Whether the backs of triangles are drawn too, as surfaces need that are not closed; no when absent. */
  doubleSided?: boolean;
}

/** What is not said of a material: a rough dielectric. */
export const PLAIN_MATERIAL: PartMaterial = { kind: 'lit', roughness: 0.9, metalness: 0 };

/** One object of a model: a node of the file. */
export interface FinishedPart {
  name: string;
  /**
   * With `colours`, in display values, or with `uvs` and a texture; `tangents` `[vertices, 4]`, as glTF has
   * them, belong to a normal map.
   */
  mesh: ShadedMesh & { uvs?: Float32Array; tangents?: Float32Array };
  /** PNG, sRGB. */
  texture: Uint8Array | null;
  /** PNG, tangent space, +y up, as glTF has it. */
  normalMap?: Uint8Array | null;
  material: PartMaterial;
}

/** A model that is to be written. */
export interface FinishedModel {
  name: string;
  /** A scene has one for each object. */
  parts: readonly [FinishedPart, ...FinishedPart[]];
  /** What the file tells of itself: prompt, seed, and the like. */
  extras: Readonly<Record<string, string | number>>;
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
  encode(model: FinishedModel, stem: string): Promise<[NamedFile, ...NamedFile[]]>;
}
