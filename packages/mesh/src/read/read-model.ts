import type { TriangleMesh } from '../triangle-mesh.ts';

/** A picture that a file holds or names. */
export interface ReadTexture {
  width: number;
  height: number;
  /** As it is in the file: PNG, JPEG, WebP, KTX2. */
  bytes: Uint8Array;
}

export interface ReadMaterial {
  name: string;
  /** By which the texture and vertices' colours are multiplied, linear. */
  colour: readonly [number, number, number];
  texture: ReadTexture | null;
  normalMap: ReadTexture | null;
}

/** What is drawn in one place: a node of a file, or its triangles of one material. */
export interface ReadPart {
  /** Where they are in the world of the file, in its units. */
  mesh: TriangleMesh & {
    /** Unit, `[vertices, 3]`; absent where the file has none. */
    normals?: Float32Array;
    /** `[vertices, 2]`, v growing downwards. */
    uvs?: Float32Array;
    /** `[vertices, 4]` */
    tangents?: Float32Array;
    /** `[vertices, 3]`, display values. */
    colours?: Float32Array;
  };
  material: ReadMaterial | null;
}

/** An object of a file, whose parts make one surface. */
export interface ReadObject {
  name: string;
  parts: ReadPart[];
}

/** What a file of a mesh holds. */
export interface ReadModel {
  /** Of the file, such as glb. */
  format: string;
  objects: ReadObject[];
  materials: ReadMaterial[];
  /** Each once, those that no material uses too. */
  textures: ReadTexture[];
  /** Metres to a unit; null where the format does not say. */
  metres: number | null;
  /** Which axis is up by the format's convention. */
  up: 'y' | 'z';
  /** What was not looked at, a line each. */
  notes: string[];
}
