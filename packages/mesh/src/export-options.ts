import { MESH_SIZE_DEFAULTS, MESH_SIZE_LIMITS, UserError } from '@modeseek/core';
import { COLLIDERS, type Collider, checkCollider } from './collision-hull.ts';
import {
  COMPRESSIONS,
  type Compression,
  MATERIALS,
  type MaterialKind,
  type ModelExtras,
  TEXTURE_FORMATS,
  type TextureFormat,
} from './formats/format.ts';
import { checkFormatOptions } from './formats/format-options.ts';
import { FORMAT_NAMES, FORMATS, type FormatName } from './formats/index.ts';
import { checkPlacing, ORIGINS, type PlaceOptions, UNKNOWN_SIZE } from './place.ts';
import { PLAIN_SUBSTANCE, type Substance } from './substance.ts';

export interface ExportOptions extends PlaceOptions {
  /** Grid cells along the edge of the cube; for the limits of this and others see `EXPORT_LIMITS`. */
  resolution?: number;
  /**
   * Density of the surface, per world unit; 'auto' finds the one whose silhouettes agree with the render's.
   */
  threshold?: 'auto' | number;
  /** Most triangles. */
  maxTriangles?: number;
  /**
   * Texels along the edge of the texture; 0 for vertex colours, which formats without textures have by default.
   */
  textureSize?: number;
  /**
   * Whether to make a normal map, too, of the surface before simplification and the field's own normals. Needs a
   * texture.
   */
  normalMap?: boolean;
  /** Components of less than this share of the largest one's volume are dropped; 0 keeps all. */
  minComponentShare?: number;
  /**
   * How smooth: so many passes of a binomial filter over the grid, and rounds of `fairPositions` over the
   * mesh, three for each; 0 for none.
   */
  smoothing?: number;
  /** Whether it is cut off flat near its bottom, so that it stands. */
  flatBase?: boolean;
  material?: MaterialKind;
  /** What the object is made of, see `substanceOf`. Of metals light that is painted into the colours is taken off. */
  substance?: Substance;
  /** In place of what the substance has; null for that. */
  roughness?: number | null;
  metalness?: number | null;
  format?: FormatName;
  /**
   * Levels of detail besides, in files of their own: how many, each with a quarter of the triangles of the one before;
   * or the most triangles of each, in falling order. Each has half the texture's edge of the one before.
   */
  lod?: number | readonly number[];
  /** A convex hull for physics. */
  collider?: Collider;
  /** Of glTF alone: how the numbers are packed, and what textures are written as. */
  compress?: Compression;
  textureFormat?: TextureFormat;
  /** Name of the object in the file. */
  name?: string;
  /** Largest edge that such an object usually has, in metres: what it gets without `size` and `scale`. */
  usualSize?: number;
  /** What the file tells of itself: prompt, seed, and the like. */
  extras?: ModelExtras;
  /** Name of the files, without extension. */
  stem?: string;
}

/** Least and greatest values. */
export const EXPORT_LIMITS = {
  ...MESH_SIZE_LIMITS,
  minComponentShare: [0, 1],
  smoothing: [0, 100],
  lod: [0, 6],
  roughness: [0, 1],
  metalness: [0, 1],
  /** Densities; less is no fog that anybody sees, and more is nowhere. */
  threshold: [0.001, 1_000_000],
} as const;

export const EXPORT_DEFAULTS: Required<ExportOptions> = {
  ...MESH_SIZE_DEFAULTS,
  threshold: 'auto',
  normalMap: false,
  minComponentShare: 0.02,
  smoothing: 2,
  flatBase: false,
  material: 'lit',
  substance: PLAIN_SUBSTANCE,
  roughness: null,
  metalness: null,
  format: 'glb',
  lod: 0,
  collider: 'none',
  compress: 'none',
  textureFormat: 'png',
  size: null,
  scale: null,
  origin: 'ground',
  usualSize: UNKNOWN_SIZE,
  name: 'object',
  extras: {},
  stem: 'mesh',
};

/**
 * Options with defaults for what is not given.
 * @throws UserError when one is out of range, or means nothing to the format
 */
export function checkExportOptions(options: ExportOptions): Required<ExportOptions> {
  const settings = withDefaults(options);
  checkOptions(settings);
  return settings;
}

/** A format without textures has none by default. */
function withDefaults(options: ExportOptions): Required<ExportOptions> {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const { format } = { ...EXPORT_DEFAULTS, ...given };
  const holds = FORMATS.find(({ name }) => name === format)?.holds;
  return { ...EXPORT_DEFAULTS, ...(holds === 'textures' ? {} : { textureSize: 0 }), ...given };
}

function checkOptions(settings: Required<ExportOptions>): void {
  const whole = (name: 'resolution' | 'maxTriangles' | 'textureSize' | 'smoothing') => {
    const value = settings[name];
    const [low, high] = EXPORT_LIMITS[name];
    if (Number.isInteger(value) && value >= low && value <= high) return;
    throw new UserError(`${name} is ${value}; it must be a whole number from ${low} to ${high}`);
  };
  const oneOf = (
    name: 'format' | 'material' | 'collider' | 'compress' | 'textureFormat' | 'origin',
    known: readonly string[],
  ) => {
    if (known.includes(settings[name])) return;
    throw new UserError(`${name} is '${settings[name]}'; known: ${known.join(', ')}`);
  };
  whole('resolution');
  whole('maxTriangles');
  if (settings.textureSize !== 0) whole('textureSize');
  whole('smoothing');
  checkLevelsOfDetail(settings);
  oneOf('format', FORMAT_NAMES);
  oneOf('material', MATERIALS);
  oneOf('collider', COLLIDERS);
  oneOf('compress', COMPRESSIONS);
  oneOf('textureFormat', TEXTURE_FORMATS);
  oneOf('origin', ORIGINS);
  checkFormatOptions(settings);
  checkCollider(settings);
  checkPlacing(settings);
  if (settings.normalMap && settings.textureSize === 0) {
    throw new UserError('normalMap is true; there is no texture that it could go with, as textureSize is 0');
  }
  const within = (name: 'roughness' | 'metalness' | 'minComponentShare') => {
    const value = settings[name];
    const [low, high] = EXPORT_LIMITS[name];
    if (value === null || (value >= low && value <= high)) return;
    throw new UserError(`${name} is ${value}; it must be from ${low} to ${high}`);
  };
  within('roughness');
  within('metalness');
  within('minComponentShare');
  const { threshold } = settings;
  const [thinnest, densest] = EXPORT_LIMITS.threshold;
  if (threshold !== 'auto' && !(threshold >= thinnest && threshold <= densest)) {
    throw new UserError(
      `threshold is ${threshold}; it must be 'auto' or a density from ${thinnest} to ${densest}`,
    );
  }
}

/** How many levels of detail there are besides the first. */
export function furtherLevels({ lod }: Pick<Required<ExportOptions>, 'lod'>): number {
  return typeof lod === 'number' ? lod : lod.length;
}

function checkLevelsOfDetail({ lod, maxTriangles }: Required<ExportOptions>): void {
  const [fewest, most] = EXPORT_LIMITS.lod;
  const count = furtherLevels({ lod });
  if (!(Number.isInteger(count) && count >= fewest && count <= most)) {
    throw new UserError(`lod is ${lod}; there can be ${fewest} to ${most} levels`);
  }
  if (typeof lod === 'number') return;
  const [least] = EXPORT_LIMITS.maxTriangles;
  [maxTriangles, ...lod].reduce((before, triangles) => {
    if (Number.isInteger(triangles) && triangles >= least && triangles <= before) return triangles;
    throw new UserError(
      `lod is ${lod}; the triangles of each level must be at least ${least} and no more than those before, the first of which are ${maxTriangles}`,
    );
  });
}
