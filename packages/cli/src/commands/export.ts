import { basename, dirname, extname, join } from 'node:path';
import { startCompute } from '@modeseek/backend';
import { BACKENDS, type BackendRequest } from '@modeseek/core';
import {
  EXPORT_DEFAULTS,
  EXPORT_LIMITS,
  estimateExportMemory,
  FORMAT_NAMES,
  type FormatName,
  MATERIALS,
  type MaterialKind,
} from '@modeseek/mesh';
import { MeshThread } from '@modeseek/mesh/node';
import { FolderStore } from '@modeseek/node';
import { loadRunField, Run } from '@modeseek/trainer';
import type { Command } from '../command.ts';
import { choiceFlag, numberOrAutoFlag, wholeFlag, wholeOrNoneFlag } from '../flags.ts';
import { checkMemory } from '../machine-memory.ts';
import { checkOutputFile, writeOutputFile } from '../output-file.ts';
import { showProgress } from '../progress.ts';
import { print, printJson } from '../say.ts';

interface ExportFlags {
  run: string;
  format?: FormatName;
  resolution?: number;
  threshold?: 'auto' | number;
  'texture-size'?: number;
  'max-triangles'?: number;
  material?: MaterialKind;
  smoothing?: number;
  out?: string;
  backend?: BackendRequest;
  quiet: boolean;
  json: boolean;
}

const text = { type: 'string', requiresArg: true } as const;

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
          default: EXPORT_DEFAULTS.format,
        },
        resolution: {
          ...text,
          description: `Grid cells along an edge, ${EXPORT_LIMITS.resolution.join(' to ')}`,
          default: String(EXPORT_DEFAULTS.resolution),
        },
        threshold: {
          ...text,
          description: `Density of the surface, ${EXPORT_LIMITS.threshold.join(' to ')}, or auto`,
          default: EXPORT_DEFAULTS.threshold,
        },
        'texture-size': {
          ...text,
          description: `Texels along an edge, ${EXPORT_LIMITS.textureSize.join(' to ')}; 0 for vertex colours`,
          default: String(EXPORT_DEFAULTS.textureSize),
        },
        'max-triangles': {
          ...text,
          description: `Most triangles, ${EXPORT_LIMITS.maxTriangles.join(' to ')}`,
          default: String(EXPORT_DEFAULTS.maxTriangles),
        },
        smoothing: {
          ...text,
          description: `How smooth the surface is; edges stay sharp. ${EXPORT_LIMITS.smoothing.join(' to ')}`,
          default: String(EXPORT_DEFAULTS.smoothing),
        },
        material: {
          ...text,
          description: `One of: ${MATERIALS.join(', ')}`,
          default: EXPORT_DEFAULTS.material,
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
        backend: choiceFlag('backend', BACKENDS),
      })
      .example([
        ['$0 export runs/a-hamburger --resolution 256', 'finer'],
        ['$0 export runs/a-hamburger --texture-size 0 --max-triangles 2000', 'small, with vertex colours'],
        ['$0 export runs/a-hamburger --threshold 20 --out burger.glb', 'a surface of higher density'],
      ]),
  handler: async (flags) => {
    const run = await Run.open(new FolderStore(flags.run));
    const format = flags.format ?? EXPORT_DEFAULTS.format;
    const file = flags.out ?? join(flags.run, `mesh.${format}`);
    checkOutputFile(file, flags.run);
    const options = {
      name: run.config.prompt,
      stem: basename(file, extname(file)),
      format,
      resolution: flags.resolution ?? EXPORT_DEFAULTS.resolution,
      threshold: flags.threshold,
      textureSize: flags['texture-size'] ?? EXPORT_DEFAULTS.textureSize,
      maxTriangles: flags['max-triangles'] ?? EXPORT_DEFAULTS.maxTriangles,
      smoothing: flags.smoothing,
      material: flags.material,
    };
    checkMemory(estimateExportMemory(options), { warn: flags.quiet ? () => {} : undefined });
    const compute = await startCompute(flags.backend ?? 'auto');
    try {
      const { field } = await loadRunField(run, compute.kernels);
      const thread = new MeshThread();
      try {
        const show = flags.quiet ? undefined : showProgress(process.stderr);
        const began = performance.now();
        const seconds = () => (performance.now() - began) / 1000;
        const { files, ...made } = await thread.exportMesh(
          (points, count) => field.query(points, count),
          options,
          (progress) => show?.({ type: 'phase', time: seconds(), phase: 'export', progress }),
        );
        const [main, ...named] = files;
        for (const { name, bytes } of named) writeOutputFile(join(dirname(file), name), bytes);
        writeOutputFile(file, main.bytes);
        if (show && process.stderr.isTTY) process.stderr.write('\r\x1b[K');
        if (flags.json) printJson({ file, bytes: main.bytes.length, ...made });
        else if (!flags.quiet) print(`${file}: ${made.triangles} triangles, ${seconds().toFixed(1)} s`);
      } finally {
        await thread.dispose();
        await field.dispose();
      }
    } finally {
      await compute.dispose();
    }
  },
};
