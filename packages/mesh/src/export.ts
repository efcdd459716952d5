import { type FieldQuery, type Placement, type PngEncoder, UserError } from '@modeseek/core';
import { Painter } from './bake/painter.ts';
import { sampleDensity } from './density-grid.ts';
import { encodeFiles } from './encode-files.ts';
import { checkExportOptions, EXPORT_DEFAULTS, type ExportOptions, furtherLevels } from './export-options.ts';
import { LEAST_BASE } from './flat-base.ts';
import {
  type EncodeTools,
  type FinishedModel,
  type FinishedPart,
  type NamedFile,
  PLAIN_MATERIAL,
} from './formats/format.ts';
import { formatOf } from './formats/index.ts';
import { oneLine } from './formats/told.ts';
import { chooseLevel, DENSITY_FLOOR } from './level.ts';
import { type LevelOfDetail, levelsOfDetail } from './levels-of-detail.ts';
import { cubeOf, placingOf } from './place.ts';
import { simplifyToEach } from './simplify.ts';
import { solidOf } from './solid.ts';
import type { Substance } from './substance.ts';
import type { ShadedMesh } from './triangle-mesh.ts';
import { unwrap } from './unwrap/unwrap.ts';

/** Of the rays that see a surface's colours, world units: a cell of the default grid. */
const LEAST_STEP = 1 / 64;

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
const PHASES = Object.keys(EXPORT_PHASES) as ExportPhase[];
const OF_EACH_LEVEL: readonly ExportPhase[] = ['unwrap', 'bake'];

/** An object of a scene that is to be exported. */
export interface ExportedObject {
  /** Also of the file's nodes, with a number behind where it is there several times. */
  name: string;
  query: FieldQuery;
  /** See `ExportOptions`, as for the next. */
  usualSize?: number;
  substance?: Substance;
  /** Where it stands in the scene, once for each time that it is there; in its own cube when absent. */
  placements?: readonly Placement[];
}

export interface ExportResult {
  /**
   * The file that is opened, in the format asked for, and those that it names; then those of the other levels of
   * detail, and the collision hull's.
   */
  files: readonly [NamedFile, ...NamedFile[]];
  /** All that are drawn: of what is there several times each time. */
  triangles: number;
  /** Triangles of the other levels of detail. */
  lodTriangles: readonly number[];
  /** Vertices in the file; those on texture seams count once a side. */
  vertices: number;
  /** Density of the surface, per world unit; of a scene that of its first object. */
  threshold: number;
  /**
   * Intersection over union of the surface's silhouettes with the render's, of a scene the least of its objects;
   * null when the threshold was given.
   */
  silhouetteAgreement: number | null;
  /** Pieces that the surface is cut into, and the share of the texels that show some of it; null without texture. */
  atlas: { charts: number; texelsUsed: number } | null;
  /** Floaters left out. */
  droppedComponents: number;
  /** Grid samples whose density was not finite; they counted as empty. */
  nonFinite: number;
  /** What could not be had as asked for, a sentence each. */
  notes: readonly string[];
  seconds: Record<ExportPhase, number>;
  /** From the cube that fields are in to the file: of a position times the first, and then plus the second. */
  metresPerUnit: number;
  cubeCentre: readonly number[];
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
 * size and scale, which are the whole's.
 * @throws UserError as `exportMesh`, and for a flat base of several objects
 */
export async function exportScene(
  objects: readonly [ExportedObject, ...ExportedObject[]],
  encodePng: PngEncoder,
  options: ExportOptions = {},
  onProgress: (progress: number, phase: ExportPhase) => void = () => {},
  tools: EncodeTools = {},
): Promise<ExportResult> {
  const settings = checkExportOptions(options);
  if (settings.flatBase && objects.length > 1) {
    throw new UserError(
      'flatBase is true; several objects would each be cut by itself, and no more stand on each other: export them one by one',
    );
  }
  const seconds = Object.fromEntries(PHASES.map((phase) => [phase, 0])) as Record<ExportPhase, number>;
  let before = 0;
  const run: RunPhase = async (phase, work) => {
    const start = performance.now();
    onProgress(before, phase);
    const levels = OF_EACH_LEVEL.includes(phase) ? 1 + furtherLevels(settings) : 1;
    const share = EXPORT_PHASES[phase] / (phase === 'encode' ? 1 : levels * objects.length);
    const result = await work((progress) => onProgress(before + share * progress, phase));
    before = Math.min(1, before + share);
    seconds[phase] += (performance.now() - start) / 1000;
    return result;
  };

  const made: MadeObject[] = [];
  for (const object of objects) made.push(await makeObject(object, encodePng, settings, run));
  /** All objects with the triangles of one level of detail. */
  const modelOf = (level: number): FinishedModel => {
    const parts = made.flatMap(({ levels }, i) => partsOf(levels[level], objects[i].placements));
    const [first, ...others] = parts;
    return { name: oneLine(settings.name), parts: [first, ...others], extras: settings.extras };
  };
  const [model, ...lods] = made[0].levels.map((_, level) => modelOf(level));
  const files = await run('encode', () => encodeFiles(model, lods, settings, tools));
  onProgress(1, 'encode');
  const sum = (of: (each: MadeObject) => number) => made.reduce((total, each) => total + of(each), 0);
  const agreements = made.flatMap(({ agreement }) => agreement ?? []);
  const atlases = made.flatMap(({ atlas }) => atlas ?? []);
  return {
    files,
    triangles: trianglesOf(model),
    lodTriangles: lods.map(trianglesOf),
    vertices: sum(({ levels: [{ mesh }] }) => mesh.positions.length / 3),
    threshold: made[0].level,
    silhouetteAgreement: agreements.length > 0 ? Math.min(...agreements) : null,
    droppedComponents: sum(({ dropped }) => dropped),
    nonFinite: sum(({ nonFinite }) => nonFinite),
    atlas: atlases.length > 0 ? wholeAtlas(atlases) : null,
    notes: made.flatMap(({ notes }, i) =>
      notes.map((note) => (made.length > 1 ? `${objects[i].name}: ${note}` : note)),
    ),
    seconds,
    ...cubeOf(placingOf(model, settings)),
  };
}

/** The parts of a model that one object is, which is there once or several times. */
function partsOf(part: FinishedPart, placements: ExportedObject['placements']): FinishedPart[] {
  if (!placements) return [part];
  return placements.map((placement, i) => ({
    ...part,
    name: placements.length > 1 ? `${part.name} ${i + 1}` : part.name,
    placement,
  }));
}

/** Of several textures of one size. */
function wholeAtlas(each: readonly { charts: number; texelsUsed: number }[]) {
  const sum = (of: 'charts' | 'texelsUsed') => each.reduce((total, atlas) => total + atlas[of], 0);
  return { charts: sum('charts'), texelsUsed: sum('texelsUsed') / each.length };
}

const trianglesOf = ({ parts }: FinishedModel) =>
  parts.reduce((sum, { mesh }) => sum + mesh.indices.length / 3, 0);

/** Does a phase of an export, and tells how far that is. */
type RunPhase = <T>(
  phase: ExportPhase,
  work: (report: (progress: number) => void) => T | Promise<T>,
) => Promise<T>;

/** One object, and how it was made. */
interface MadeObject {
  /** With all its triangles, then with those of each other level of detail. */
  levels: FinishedPart[];
  level: number;
  agreement: number | null;
  atlas: ExportResult['atlas'];
  dropped: number;
  nonFinite: number;
  notes: readonly string[];
}

async function makeObject(
  { name, usualSize, substance: ownSubstance, query }: ExportedObject,
  encodePng: PngEncoder,
  settings: Required<ExportOptions>,
  run: RunPhase,
): Promise<MadeObject> {
  const { resolution, textureSize } = settings;
  const floor =
    settings.threshold === 'auto' ? DENSITY_FLOOR : Math.min(DENSITY_FLOOR, settings.threshold / 2);
  const { grid, nonFinite } = await run('sample', (report) =>
    sampleDensity(query, resolution, floor, report),
  );
  const { level, agreement } = await run('threshold', () => chooseLevel(grid, settings.threshold));

  const fine = await run('surface', (onProgress) => solidOf(grid, level, { ...settings, onProgress }));
  checkNotEmpty(fine);
  const made = ownSubstance ?? settings.substance;
  const substance = {
    ...made,
    roughness: settings.roughness ?? made.roughness,
    metalness: settings.metalness ?? made.metalness,
  };
  const painter = new Painter(query, fine, {
    level,
    step: Math.max(LEAST_STEP, grid.spacing),
    textureSize: textureSize || EXPORT_DEFAULTS.textureSize,
    normalMap: settings.normalMap,
    substance,
  });

  // Colours of vertices come first, so that simplification can keep those where they change.
  const colours =
    textureSize > 0 || formatOf(settings.format).holds === 'shape'
      ? undefined
      : await run('bake', (report) => painter.vertexColours(report));

  const material = { ...PLAIN_MATERIAL, ...substance, kind: settings.material };
  const levels = levelsOfDetail(settings, fine.indices.length / 3);
  const simple = await run('simplify', (onProgress) =>
    simplifyToEach(
      { ...fine, colours },
      levels.map(({ maxTriangles }) => maxTriangles),
      { floor: fine.base?.y, onProgress },
    ),
  );
  let atlas: ExportResult['atlas'] = null;
  /** A level of detail as it is written. */
  const finish = async (bare: ShadedMesh, textureSize: number): Promise<FinishedPart> => {
    checkNotEmpty(bare);
    const part = { name: oneLine(name), usualSize, material };
    if (textureSize === 0) return { ...part, mesh: bare, texture: null };
    const unwrapped = await run('unwrap', (report) => unwrap(bare, textureSize, report));
    return run('bake', async (report) => {
      const { tangents, texelsUsed, ...painted } = await painter.paint(unwrapped, textureSize, report);
      atlas ??= { charts: unwrapped.charts, texelsUsed };
      const texture = await encodePng(painted.texture);
      const normalMap = painted.normalMap && (await encodePng(painted.normalMap));
      return { ...part, mesh: { ...unwrapped, tangents }, texture, normalMap };
    });
  };
  const parts: FinishedPart[] = [];
  for (const [i, { textureSize }] of levels.entries()) parts.push(await finish(simple[i], textureSize));
  const notes = notesOf(levels, simple, fine.base?.share);
  return { levels: parts, level, agreement, atlas, dropped: fine.dropped, nonFinite, notes };
}

/** What could not be had as asked for. */
function notesOf(
  levels: readonly LevelOfDetail[],
  meshes: readonly ShadedMesh[],
  baseShare: number | undefined,
): string[] {
  const notes = meshes.flatMap(({ indices }, i) => {
    const [triangles, most] = [indices.length / 3, levels[i].maxTriangles];
    if (triangles <= most) return [];
    return `${triangles} triangles are left, not ${most}: with fewer, its parts and holes could not all be kept`;
  });
  if (baseShare === undefined || baseShare >= LEAST_BASE) return notes;
  const percent = Math.round(100 * baseShare);
  return [
    ...notes,
    `the flat base has ${percent} % of the footprint: low enough to cut there is no larger one`,
  ];
}

/** @throws UserError for a surface without triangles */
function checkNotEmpty({ indices }: { indices: ArrayLike<number> }): void {
  if (indices.length > 0) return;
  throw new UserError(
    'nothing is left of so small an object; a higher resolution, less smoothing or a lower threshold may help',
  );
}
