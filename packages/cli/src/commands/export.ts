import { realpathSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { startCompute } from '@modeseek/backend';
import { BACKENDS, type BackendRequest, RUN_FILES, UserError } from '@modeseek/core';
import {
  COLLIDERS,
  COMPRESSIONS,
  EXPORT_DEFAULTS,
  EXPORT_LIMITS,
  type ExportOptions,
  type ExportResult,
  estimateExportMemory,
  FORMAT_NAMES,
  type FormatName,
  formatOfFile,
  MATERIALS,
  ORIGINS,
  PLACE_LIMITS,
  TEXTURE_FORMATS,
} from '@modeseek/mesh';
import { MeshThread } from '@modeseek/mesh/node';
import { encodePng, FolderStore, peakMemoryMiB } from '@modeseek/node';
import { loadRunModel, Run } from '@modeseek/trainer';
import { aboutRun } from '../about-run.ts';
import type { Command } from '../command.ts';
import { EXPORT_STAGES } from '../export-stage.ts';
import { exportedObjects } from '../exported-objects.ts';
import {
  choiceFlag,
  flagName,
  numberFlag,
  numberOrAutoFlag,
  wholeFlag,
  wholeOrNoneFlag,
  wholeOrSeveralFlag,
} from '../flags.ts';
import { lengthFlag } from '../length.ts';
import { checkMemory } from '../machine-memory.ts';
import { meshOptions } from '../mesh-options.ts';
import { lookAtMadeMesh, type MadeMesh, reportFile } from '../mesh-report.ts';
import { checkOutputFile, writeOutputFile } from '../output-file.ts';
import { showProgress } from '../progress.ts';
import { print, printJson } from '../say.ts';

interface ExportFlags
  extends Pick<ExportOptions, 'format' | 'compress' | 'size' | 'scale' | 'origin' | 'lod' | 'collider'> {
  run: string;
  resolution?: number;
  threshold?: ExportOptions['threshold'];
  'texture-size'?: number;
  'texture-format'?: ExportOptions['textureFormat'];
  'max-triangles'?: number;
  'normal-map'?: boolean;
  material?: ExportOptions['material'];
  roughness?: number;
  metalness?: number;
  smoothing?: number;
  'flat-base'?: boolean;
  out?: string;
  backend?: BackendRequest;
  quiet: boolean;
  json: boolean;
}

const text = { type: 'string', requiresArg: true } as const;
/** What options have by default that a run has, too. */
const OF_THE_RUN = 'as the run has it';

export const exportCommand: Command<ExportFlags> = {
  command: 'export <run>',
  describe: 'Make the mesh of a run again, with other settings',
  builder: (yargs) =>
    yargs
      .usage("$0 export <run> [flags]\n\nMakes a textured mesh from a run's last checkpoint.")
      .positional('run', { type: 'string', description: 'Folder of the run' })
      .options({
        format: {
          ...text,
          description: `One of: ${FORMAT_NAMES.join(', ')}`,
          defaultDescription: `that of --out, else ${EXPORT_DEFAULTS.format}`,
        },
        resolution: {
          ...text,
          description: `Grid cells along an edge, ${EXPORT_LIMITS.resolution.join(' to ')}`,
          defaultDescription: OF_THE_RUN,
        },
        threshold: {
          ...text,
          description: `Density of the surface, ${EXPORT_LIMITS.threshold.join(' to ')}, or auto`,
          default: EXPORT_DEFAULTS.threshold,
        },
        'texture-size': {
          ...text,
          description: `Texels along an edge, ${EXPORT_LIMITS.textureSize.join(' to ')}; 0 for vertex colours`,
          defaultDescription: `${OF_THE_RUN}, for formats with textures`,
        },
        'texture-format': {
          ...text,
          description: `Of glTF: one of ${TEXTURE_FORMATS.join(', ')}`,
          default: EXPORT_DEFAULTS.textureFormat,
        },
        compress: {
          ...text,
          description: `How glTF packs its numbers: one of ${COMPRESSIONS.join(', ')}`,
          default: EXPORT_DEFAULTS.compress,
        },
        'max-triangles': {
          ...text,
          description: `Most triangles, ${EXPORT_LIMITS.maxTriangles.join(' to ')}`,
          defaultDescription: OF_THE_RUN,
        },
        smoothing: {
          ...text,
          description: `How smooth the surface is; edges stay sharp. ${EXPORT_LIMITS.smoothing.join(' to ')}`,
          default: String(EXPORT_DEFAULTS.smoothing),
        },
        'flat-base': {
          type: 'boolean',
          default: EXPORT_DEFAULTS.flatBase,
          description: 'Cut off flat near its bottom, so that it stands',
        },
        'normal-map': {
          type: 'boolean',
          default: EXPORT_DEFAULTS.normalMap,
          description:
            'Write a normal map, too, with what simplification took away and the fine relief of the field',
        },
        material: {
          ...text,
          description: `One of: ${MATERIALS.join(', ')}`,
          default: EXPORT_DEFAULTS.material,
        },
        roughness: {
          ...text,
          description: `From a mirror's to chalk's, ${EXPORT_LIMITS.roughness.join(' to ')}`,
          defaultDescription: 'by what the prompt says it is made of',
        },
        metalness: {
          ...text,
          description: `${EXPORT_LIMITS.metalness.join(' to ')} for a bare metal`,
          defaultDescription: 'by what the prompt says it is made of',
        },
        lod: {
          ...text,
          description: `Further levels of detail, each in a file with a quarter of the triangles, ${EXPORT_LIMITS.lod.join(' to ')}; or the triangles of each, such as 2000,500`,
          default: String(EXPORT_DEFAULTS.lod),
        },
        collider: {
          ...text,
          description: `A convex hull for physics: in a file, or in this one as engines know it. One of: ${COLLIDERS.join(', ')}`,
          default: EXPORT_DEFAULTS.collider,
        },
        size: {
          ...text,
          description: 'Largest edge, such as 60mm, 10cm, 0.1m or 3in',
          defaultDescription: 'as large as such a thing usually is',
        },
        scale: {
          ...text,
          description: `Metres for half an edge of the cube of training, ${PLACE_LIMITS.scale.join(' to ')}; in place of --size`,
        },
        origin: {
          ...text,
          description: `Where the middle of the axes is: below it, in its middle, or as trained. One of: ${ORIGINS.join(', ')}`,
          default: EXPORT_DEFAULTS.origin,
        },
        out: { ...text, description: 'File to write; mesh.<format> in the run when not given' },
        backend: { ...text, description: `One of: ${BACKENDS.join(', ')}`, default: 'auto' },
        quiet: { type: 'boolean', default: false, description: 'Say nothing but errors' },
        json: { type: 'boolean', default: false, description: 'Print what was made as one line of JSON' },
      })
      .coerce({
        format: choiceFlag('format', FORMAT_NAMES),
        resolution: wholeFlag('resolution', ...EXPORT_LIMITS.resolution),
        threshold: numberOrAutoFlag('threshold', ...EXPORT_LIMITS.threshold),
        'texture-size': wholeOrNoneFlag('texture-size', ...EXPORT_LIMITS.textureSize),
        'max-triangles': wholeFlag('max-triangles', ...EXPORT_LIMITS.maxTriangles),
        smoothing: wholeFlag('smoothing', ...EXPORT_LIMITS.smoothing),
        material: choiceFlag('material', MATERIALS),
        roughness: numberFlag('roughness', ...EXPORT_LIMITS.roughness),
        metalness: numberFlag('metalness', ...EXPORT_LIMITS.metalness),
        'texture-format': choiceFlag('texture-format', TEXTURE_FORMATS),
        compress: choiceFlag('compress', COMPRESSIONS),
        lod: wholeOrSeveralFlag('lod', EXPORT_LIMITS.lod, EXPORT_LIMITS.maxTriangles),
        collider: choiceFlag('collider', COLLIDERS),
        size: lengthFlag('size', ...PLACE_LIMITS.size),
        scale: numberFlag('scale', ...PLACE_LIMITS.scale),
        origin: choiceFlag('origin', ORIGINS),
        backend: choiceFlag('backend', BACKENDS),
      })
      .example([
        ['$0 export runs/a-hamburger --resolution 256', 'finer'],
        ['$0 export runs/a-hamburger --texture-size 0 --max-triangles 2000', 'small, with vertex colours'],
        ['$0 export runs/a-hamburger --out burger.3mf --size 60mm --flat-base', 'to print'],
        ['$0 export runs/a-hamburger --threshold 20 --out burger.glb', 'a surface of higher density'],
      ]),
  handler: async (flags) => {
    const run = await Run.open(new FolderStore(flags.run));
    const format = formatFor(flags);
    const file = fileFor(flags, format);
    checkOutputFile(file, flags.run);
    checkOutputFile(reportPath(file));
    const ofRun = meshOptions(run.config, format);
    const options: ExportOptions = {
      ...aboutRun(run.config),
      stem: basename(file, extname(file)),
      format,
      resolution: flags.resolution ?? ofRun.resolution,
      threshold: flags.threshold,
      textureSize: flags['texture-size'] ?? ofRun.textureSize,
      textureFormat: flags['texture-format'],
      compress: flags.compress,
      maxTriangles: flags['max-triangles'] ?? ofRun.maxTriangles,
      smoothing: flags.smoothing,
      flatBase: flags['flat-base'],
      normalMap: flags['normal-map'],
      material: flags.material,
      roughness: flags.roughness,
      metalness: flags.metalness,
      lod: flags.lod,
      collider: flags.collider,
      size: flags.size,
      scale: flags.scale,
      origin: flags.origin,
    };
    const memory = namingExportFlags(() => estimateExportMemory(options));
    checkMemory(memory, { warn: flags.quiet ? () => {} : undefined });
    const compute = await startCompute(flags.backend ?? 'auto');
    try {
      const model = await loadRunModel(run, compute.kernels);
      const thread = new MeshThread();
      try {
        const show = flags.quiet ? undefined : showProgress(process.stderr);
        const began = performance.now();
        const seconds = () => (performance.now() - began) / 1000;
        const scale = options.scale ?? (options.size === undefined ? model.metresPerUnit : null);
        const { files, ...made } = await thread.exportScene(
          exportedObjects(model, options),
          { ...options, scale },
          (progress, stage) =>
            show?.({
              type: 'phase',
              time: seconds(),
              phase: 'export',
              progress,
              stage: EXPORT_STAGES[stage],
            }),
        );
        writeAll(files, dirname(file), flags.run);
        const look = await lookAtMadeMesh(thread, { files, ...made }, model.render);
        if (look) writeLook(look, file, flags.run);
        if (show && process.stderr.isTTY) process.stderr.write('\r\x1b[K');
        const bytes = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
        const names = files.map(({ name }) => join(dirname(file), name));
        const told = [
          `${made.triangles} triangles`,
          ...(look ? [look.line] : []),
          `${seconds().toFixed(1)} s`,
        ];
        if (flags.json) {
          const report = look?.report ?? null;
          printJson({ file, files: names, bytes, ...made, peakMemoryMiB: peakMemoryMiB(), report });
        } else if (!flags.quiet) {
          print(`${names.join(', ')}: ${told.join(', ')}`);
          for (const note of made.notes) print(`Note: ${note}.`);
        }
      } finally {
        await thread.dispose();
        await model.dispose();
      }
    } finally {
      await compute.dispose();
    }
  },
};

/**
 * By the file's extension; without a file as the flag says.
 * @throws UserError when the two contradict each other, or no format has the extension
 */
function formatFor({ out, format }: Pick<ExportFlags, 'out' | 'format'>): FormatName {
  if (out === undefined || out.trim() === '') return format ?? EXPORT_DEFAULTS.format;
  const written = formatOfFile(out);
  if (format === undefined || format === written) return written;
  throw new UserError(`--format is ${format}, and --out ${out} is a file of ${written}; give one of them`);
}

/** With the format's extension in small letters, as it is written. */
function fileFor({ out, run }: Pick<ExportFlags, 'out' | 'run'>, format: FormatName): string {
  if (out === undefined || out.trim() === '') return out ?? join(run, `mesh.${format}`);
  const stem = basename(out, extname(out));
  if (extname(out) === '') throw new UserError(`--out is ${out}; a name must stand before its extension`);
  return join(dirname(out), `${stem}.${format}`);
}

/** Writes what was made; the file that names the others last. @throws UserError as `checkOutputFile` */
function writeAll(files: ExportResult['files'], folder: string, run: string): void {
  const paths = files.map(({ name, bytes }) => ({ path: join(folder, name), bytes }));
  for (const { path } of paths) checkOutputFile(path, run);
  for (const { path, bytes } of paths.reverse()) writeOutputFile(path, bytes);
}

/** Writes the report beside a mesh; a picture where the mesh is the run's own. */
function writeLook({ report, picture }: MadeMesh, file: string, run: string): void {
  const folder = dirname(file);
  const isOfRun = realpathSync(folder) === realpathSync(run) && basename(file) === RUN_FILES.mesh;
  writeOutputFile(reportPath(file), Buffer.from(reportFile(report)));
  if (isOfRun) writeOutputFile(join(folder, RUN_FILES.thumbnail), encodePng(picture));
}

/** Beside a mesh, such as mesh-report.json. */
function reportPath(file: string): string {
  return join(dirname(file), `${basename(file, extname(file))}-report.json`);
}

/** Does something with options of an export; complaints that begin with an option then name its flag. */
function namingExportFlags<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const message = error.message.replace(/^\w+(?= is )/, (option) =>
      Object.hasOwn(EXPORT_DEFAULTS, option) ? `--${flagName(option)}` : option,
    );
    throw new UserError(message);
  }
}
