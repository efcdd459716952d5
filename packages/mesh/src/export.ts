import { type FieldQuery, type Placement, type PngEncoder, UserError } from '@modeseek/core';
import { surfaceColours } from './colour.ts';
import { keepLargeComponents } from './components.ts';
import { sampleDensity } from './density-grid.ts';
import { fairPositions } from './fair.ts';
import { flattened } from './formats/flattened.ts';
import {
  COMPRESSIONS,
  type Compression,
  type EncodeTools,
  type FinishedModel,
  type FinishedPart,
  MATERIALS,
  type MaterialKind,
  type NamedFile,
  PLAIN_MATERIAL,
  TEXTURE_FORMATS,
  type TextureFormat,
} from './formats/format.ts';
import { checkFormatOptions } from './formats/format-options.ts';
import { FORMAT_NAMES, FORMATS, type FormatName, formatOf } from './formats/index.ts';
import { chooseLevel, DENSITY_FLOOR } from './level.ts';
import { marchingCubes } from './marching-cubes.ts';
import { checkPlacing, ORIGINS, type PlaceOptions, placed, UNKNOWN_SIZE } from './place.ts';
import { type ShadedMesh, simplify } from './simplify.ts';
import { SOFT_LEVEL, soften } from './soften.ts';
import { coveredTexels, paintTexture } from './texture.ts';
import { vertexNormals } from './triangle-mesh.ts';
import { CHART_PADDING, unwrap } from './unwrap.ts';

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
  /** Components of less than this share of the largest one's volume are dropped; 0 keeps all. */
  minComponentShare?: number;
  /**
   * How smooth: so many passes of a binomial filter over the grid, and rounds of `fairPositions` over the
   * mesh, three for each; 0 for none.
   */
  smoothing?: number;
  material?: MaterialKind;
  format?: FormatName;
  /** Of glTF alone: how the numbers are packed, and what textures are written as. */
  compress?: Compression;
  textureFormat?: TextureFormat;
  /** Name of the object in the file. */
  name?: string;
  /** Largest edge that such an object usually has, in metres: what it gets without `size` and `scale`. */
  usualSize?: number;
  /** What the file tells of itself: prompt, seed, and the like. */
  extras?: FinishedModel['extras'];
  /** Name of the files, without extension. */
  stem?: string;
}

/** Least and greatest values. */
export const EXPORT_LIMITS = {
  resolution: [16, 512],
  maxTriangles: [100, 10_000_000],
  /** Of a texture; without one the size is 0. */
  textureSize: [16, 8192],
  minComponentShare: [0, 1],
  smoothing: [0, 100],
  /** Densities; less is no fog that anybody sees, and more is nowhere. */
  threshold: [0.001, 1_000_000],
} as const;

export const EXPORT_DEFAULTS: Required<ExportOptions> = {
  resolution: 128,
  threshold: 'auto',
  // On a trained hamburger within 0.7 % of its size of the surface of 124,000 triangles.
  maxTriangles: 10_000,
  // Four texels to a cell of the finest level that a trained field uses by default.
  textureSize: 512,
  minComponentShare: 0.02,
  smoothing: 2,
  material: 'lit',
  format: 'glb',
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

/** Rounds over the mesh for one pass over the grid. */
const FAIRING = 3;

/** The phases of an export, in order, with their usual share of its time. */
export const EXPORT_PHASES = {
  sample: 0.25,
  threshold: 0.05,
  surface: 0.1,
  simplify: 0.05,
  unwrap: 0.25,
  bake: 0.25,
  encode: 0.05,
};
export type ExportPhase = keyof typeof EXPORT_PHASES;

/** An object of a scene that is to be exported. */
export interface ExportedObject {
  /** Also of the file's nodes, with a number behind where it is there several times. */
  name: string;
  query: FieldQuery;
  /** See `ExportOptions`. */
  usualSize?: number;
  /** Where it stands in the scene, once for each time that it is there; in its own cube when absent. */
  placements?: readonly Placement[];
}

export interface ExportResult {
  /** The file that is opened, in the format asked for, and those that it names. */
  files: readonly [NamedFile, ...NamedFile[]];
  /** All that are drawn: of what is there several times each time. */
  triangles: number;
  /** Vertices in the file; those on texture seams count once a side. */
  vertices: number;
  /** Density of the surface, per world unit; of a scene that of its first object. */
  threshold: number;
  /**
   * Intersection over union of the surface's silhouettes with the render's, of a scene the least of its objects;
   * null when the threshold was given.
   */
  silhouetteAgreement: number | null;
  /** Floaters left out. */
  droppedComponents: number;
  /** Grid samples whose density was not finite; they counted as empty. */
  nonFinite: number;
  seconds: Record<ExportPhase, number>;
}

/**
 * A textured mesh of a radiance field: samples the density, takes the level set without floaters and
 * cavities, smooths and simplifies it, unwraps it, bakes the colour that a volume render shows, and writes
 * it, in metres, +y up, its front towards +z.
 * @param encodePng for the texture
 * @param onProgress told the progress, in [0, 1], and the phase
 * @param tools what `compress` and `textureFormat` need beside; `@modeseek/mesh/node` has them for Node
 * @throws UserError when an option is out of range or means nothing to the format, or the field is empty
 */
export async function exportMesh(
  query: FieldQuery,
  encodePng: PngEncoder,
  options: ExportOptions = {},
  onProgress: (progress: number, phase: ExportPhase) => void = () => {},
  tools: EncodeTools = {},
): Promise<ExportResult> {
  const { name = EXPORT_DEFAULTS.name, usualSize } = options;
  return exportScene([{ name, usualSize, query }], encodePng, options, onProgress, tools);
}

/**
 * The same of several objects, each a mesh of its own in its place: all options are for each of them, but for
 * the size, which is that of the whole.
 */
export async function exportScene(
  objects: readonly [ExportedObject, ...ExportedObject[]],
  encodePng: PngEncoder,
  options: ExportOptions = {},
  onProgress: (progress: number, phase: ExportPhase) => void = () => {},
  tools: EncodeTools = {},
): Promise<ExportResult> {
  const settings = checkExportOptions(options);
  const seconds = Object.fromEntries(Object.keys(EXPORT_PHASES).map((phase) => [phase, 0])) as Record<
    ExportPhase,
    number
  >;
  let before = 0;
  const run: RunPhase = async (phase, work) => {
    const start = performance.now();
    const share = EXPORT_PHASES[phase] / (phase === 'encode' ? 1 : objects.length);
    onProgress(before, phase);
    const result = await work((progress) => onProgress(before + share * progress, phase));
    before = Math.min(1, before + share);
    seconds[phase] += (performance.now() - start) / 1000;
    return result;
  };

  const made: (Made & ExportedObject)[] = [];
  for (const object of objects) {
    made.push({ ...object, ...(await makePart(object.query, encodePng, settings, run)) });
  }
  const [first, ...others] = made.flatMap(partsOf);
  const { name, extras, stem, compress, textureFormat } = settings;
  const format = formatOf(settings.format);
  const model = placed({ name, parts: [first, ...others], extras }, settings);
  const files = await run('encode', () =>
    format.encode(format.places ? model : flattened(model), stem, { compress, textureFormat, ...tools }),
  );
  onProgress(1, 'encode');
  const agreements = made.flatMap(({ agreement }) => agreement ?? []);
  const sum = (of: (each: (typeof made)[number]) => number) =>
    made.reduce((total, each) => total + of(each), 0);
  return {
    files,
    triangles: sum(({ mesh, placements = [{}] }) => (placements.length * mesh.indices.length) / 3),
    vertices: sum(({ mesh }) => mesh.positions.length / 3),
    threshold: made[0].level,
    silhouetteAgreement: agreements.length > 0 ? Math.min(...agreements) : null,
    droppedComponents: sum(({ dropped }) => dropped),
    nonFinite: sum(({ nonFinite }) => nonFinite),
    seconds,
  };
}

/** The parts of a model that one object is, which is there once or several times. */
function partsOf({ name, usualSize, placements, ...made }: Made & ExportedObject): FinishedPart[] {
  const { mesh, texture, material } = made;
  const part: FinishedPart = { name, usualSize, mesh, texture, material };
  if (!placements) return [part];
  return placements.map((placement, i) => ({
    ...part,
    name: placements.length > 1 ? `${name} ${i + 1}` : name,
    placement,
  }));
}

/** Does a phase of an export, and tells how far that is. */
type RunPhase = <T>(
  phase: ExportPhase,
  work: (report: (progress: number) => void) => T | Promise<T>,
) => Promise<T>;

/** One object's mesh, and how it was made. */
interface Made extends Pick<FinishedPart, 'mesh' | 'texture' | 'material'> {
  level: number;
  agreement: number | null;
  dropped: number;
  nonFinite: number;
}

async function makePart(
  query: FieldQuery,
  encodePng: PngEncoder,
  settings: Required<ExportOptions>,
  run: RunPhase,
): Promise<Made> {
  const { resolution, textureSize } = settings;
  const floor =
    settings.threshold === 'auto' ? DENSITY_FLOOR : Math.min(DENSITY_FLOOR, settings.threshold / 2);
  const { grid, nonFinite } = await run('sample', (report) =>
    sampleDensity(query, resolution, floor, report),
  );
  const { level, agreement } = await run('threshold', () => chooseLevel(grid, settings.threshold));

  const { fine, dropped } = await run('surface', async (report) => {
    const kept = keepLargeComponents(grid, level, settings.minComponentShare);
    const surface = marchingCubes(soften(kept.grid, level, settings.smoothing), SOFT_LEVEL);
    report(0.5);
    const positions = fairPositions(surface, FAIRING * settings.smoothing);
    const mesh = { positions, indices: surface.indices };
    checkNotEmpty(mesh);
    return { fine: { ...mesh, normals: vertexNormals(mesh) }, dropped: kept.dropped };
  });
  const march = { level, step: 1.5 * grid.spacing };

  let mesh: ShadedMesh & { uvs?: Float32Array };
  let texture: Uint8Array | null = null;
  if (textureSize === 0) {
    // Colours come first here, so that simplification can keep vertices where they change.
    const colours = await run('bake', (report) =>
      formatOf(settings.format).holds === 'shape'
        ? undefined
        : surfaceColours(query, fine.positions, fine.normals, march, report),
    );
    mesh = await run('simplify', () => simplify({ ...fine, colours }, settings.maxTriangles));
  } else {
    const simple = await run('simplify', () => simplify(fine, settings.maxTriangles));
    const unwrapped = await run('unwrap', () => unwrap(simple, textureSize));
    texture = await run('bake', async (report) => {
      const { index, positions, normals } = coveredTexels(unwrapped, textureSize);
      const colours = await surfaceColours(query, positions, normals, march, report);
      return encodePng(paintTexture(index, colours, textureSize, CHART_PADDING));
    });
    mesh = unwrapped;
  }
  checkNotEmpty(mesh);
  const material = { ...PLAIN_MATERIAL, kind: settings.material };
  return { mesh, texture, material, level, agreement, dropped, nonFinite };
}

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
    name: 'format' | 'material' | 'compress' | 'textureFormat' | 'origin',
    known: readonly string[],
  ) => {
    if (known.includes(settings[name])) return;
    throw new UserError(`${name} is '${settings[name]}'; known: ${known.join(', ')}`);
  };
  whole('resolution');
  whole('maxTriangles');
  if (settings.textureSize !== 0) whole('textureSize');
  whole('smoothing');
  oneOf('format', FORMAT_NAMES);
  oneOf('material', MATERIALS);
  oneOf('compress', COMPRESSIONS);
  oneOf('textureFormat', TEXTURE_FORMATS);
  oneOf('origin', ORIGINS);
  checkFormatOptions(settings);
  checkPlacing(settings);
  const { threshold, minComponentShare } = settings;
  const [thinnest, densest] = EXPORT_LIMITS.threshold;
  if (threshold !== 'auto' && !(threshold >= thinnest && threshold <= densest)) {
    throw new UserError(
      `threshold is ${threshold}; it must be 'auto' or a density from ${thinnest} to ${densest}`,
    );
  }
  const [least, most] = EXPORT_LIMITS.minComponentShare;
  if (!(minComponentShare >= least && minComponentShare <= most)) {
    throw new UserError(`minComponentShare is ${minComponentShare}; it must be from ${least} to ${most}`);
  }
}

/** @throws UserError for a surface without triangles */
function checkNotEmpty({ indices }: { indices: ArrayLike<number> }): void {
  if (indices.length > 0) return;
  throw new UserError(
    'nothing is left of so small an object; a higher resolution, less smoothing or a lower threshold may help',
  );
}
