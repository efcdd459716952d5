import type { Placement } from '@modeseek/core';
import type { ShadedMesh } from '../simplify.ts';
import { PLAIN_SUBSTANCE, type Substance } from '../substance.ts';

/**
 * `lit`: a rough dielectric under the viewer's lights. `unlit`: the colours as they are
 * (KHR_materials_unlit).
 */
export const MATERIALS = ['lit', 'unlit'] as const;
export type MaterialKind = (typeof MATERIALS)[number];

/** How a part of a model looks beside its colours. */
export interface PartMaterial extends Substance {
  kind: MaterialKind;
  /** Whether the backs of triangles are drawn too, as surfaces need that are not closed; no when absent. */
  doubleSided?: boolean;
}

/** What is not said of a material: a rough dielectric. */
export const PLAIN_MATERIAL: PartMaterial = { kind: 'lit', ...PLAIN_SUBSTANCE };

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
  /** Largest edge that such a thing usually has, in metres; absent where nobody knows. */
  usualSize?: number;
  /**
   * Where it stands; where its vertices are, when absent. Parts that have one `mesh` are the same thing several
   * times.
   */
  placement?: Placement;
}

/** A model that is to be written: metres, +y up, front +z, counter-clockwise triangles. */
export interface FinishedModel {
  name: string;
  /** A scene has one for each object. */
  parts: readonly [FinishedPart, ...FinishedPart[]];
  extras: ModelExtras;
}

/** What a file tells of itself: prompt, seed, and the like. */
export type ModelExtras = Readonly<Record<string, string | number | readonly number[]>>;

/** A file to be written. */
export interface NamedFile {
  name: string;
  bytes: Uint8Array;
}

/** How a format may hold the numbers of a mesh: quantised and packed, for programs that unpack them. */
export const COMPRESSIONS = ['none', 'meshopt', 'draco'] as const;
export type Compression = (typeof COMPRESSIONS)[number];

/** What a texture's picture is written as. */
export const TEXTURE_FORMATS = ['png', 'jpeg', 'webp', 'ktx2'] as const;
export type TextureFormat = (typeof TEXTURE_FORMATS)[number];

/** What the options of a format need that Node and browsers have otherwise. */
export interface EncodeTools {
  /** Writes a picture, a PNG, in another format. */
  encodeTexture?(
    png: Uint8Array,
    format: Exclude<TextureFormat, 'png'>,
    holds: 'colours' | 'normals',
  ): Promise<Uint8Array>;
  /** Draco's encoder, as glTF-Transform takes it. */
  dracoEncoder?(): Promise<unknown>;
}

export interface EncodeOptions extends EncodeTools {
  compress?: Compression;
  textureFormat?: TextureFormat;
}

/** A format of meshes, one file or several. */
export interface MeshFormat<Name extends string = string> {
  /** Also the extension of its first file. */
  readonly name: Name;
  /** For people, one line. */
  readonly title: string;
  /** Extensions of the files beside the first; none when absent. */
  readonly beside?: readonly string[];
  /** What it has of a model's look: textures, or colours at the vertices alone, or nothing but its shape. */
  readonly holds: 'textures' | 'colours' | 'shape';
  /** Whether game engines read it, and what objects are by their names; no when absent. */
  readonly forEngines?: boolean;
  /** Whether `compress` and `textureFormat` mean anything to it; no when absent. */
  readonly compresses?: boolean;
  /** Whether it has places for parts; no when absent: then vertices are where they stand. */
  readonly places?: boolean;
  /**
   * @param stem name of the files, without extension
   * @returns the file that is opened, and those that it names
   */
  encode(model: FinishedModel, stem: string, options?: EncodeOptions): Promise<[NamedFile, ...NamedFile[]]>;
}
