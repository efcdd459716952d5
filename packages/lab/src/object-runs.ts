import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import {
  aroundViews,
  fileNameOf,
  type Images,
  parseSummary,
  RUN_FILES,
  RUN_FOLDERS,
  type RunSummary,
  UserError,
} from '@modeseek/core';
import { decodePng, FolderStore } from '@modeseek/node';
import type { Triangles } from '@modeseek/objects';
import { configHash, Run } from '@modeseek/trainer';
import { cutSheet } from './cut-sheet.ts';
import { EMPTY_MESH, joinTriangles, meshPictures, readParts } from './mesh-pictures.ts';
import { overriding, type PlannedRun, planRun, train } from './spawn-train.ts';

/** As `train` writes contact-sheet.png: azimuths at equal steps from the front on, in rows of four. */
export const VIEWS = 8;
const COLUMNS = 4;

/** What a run left. */
export interface ObjectRun {
  /** The run's directory. */
  path: string;
  summary: RunSummary;
  /** How many pictures went through the image model. */
  evaluations: number;
  /** Whether it was taken over from an earlier benchmark. */
  reused: boolean;
  /** `VIEWS` pictures of the field, as `train` writes them. */
  field: Images;
  /** The same views of the mesh; nothing to see where none was found. */
  mesh: Images;
  /** The mesh itself. */
  triangles: Triangles;
  /** The same by the file's nodes: of a scene each of its objects. */
  parts: readonly Triangles[];
}

/** Where `bench objects` has its runs. @param model 'embedded', or a folder */
export function objectsFolder(guidance: string, seed: string, model = 'embedded'): string {
  const name = `${guidance}-${seed}`;
  return join(
    'runs/bench-objects',
    fileNameOf(model === 'embedded' ? name : `${name}-${basename(resolve(model))}`),
  );
}

/** What the run of a prompt is called in it: "a flower pot" is in flower-pot. */
export function runNameOf(prompt: string): string {
  return prompt.replace(/^an? /, '').replaceAll(' ', '-');
}

/** Where a benchmark keeps the runs of objects that scenes were made of. */
const OBJECTS = 'objects-of-scenes';

/**
 * Runs of `train` in one folder, one for each prompt. A finished one of the same configuration and model is
 * taken over, so that an interrupted benchmark goes on where it was; it is named on stderr. So is the run of
 * an object that a scene before was made of, too. Whether the program has changed since then is not looked
 * at.
 */
export class ObjectRuns {
  private constructor(
    readonly folder: string,
    private flags: readonly string[],
    private plan: PlannedRun,
  ) {}

  /**
   * @param flags of `train` for all of them
   * @throws UserError when `train` refuses the flags
   */
  static async open(folder: string, flags: readonly string[]): Promise<ObjectRuns> {
    return new ObjectRuns(
      folder,
      flags,
      await planRun(['--prompt', 'a mug', '--out', join(folder, 'plan'), ...flags]),
    );
  }

  /** The image model: `embedded`, or a folder. */
  get model(): string {
    return this.plan.config.model;
  }

  /** Removes all runs. */
  startOver(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /**
   * Trains for a prompt, unless that was done before.
   * @param size edge of the mesh's pictures
   * @param objects what scenes of the prompt are made of, in the words of their runs
   */
  async run(prompt: string, size: number, objects: readonly string[] = []): Promise<ObjectRun> {
    const out = join(this.folder, runNameOf(prompt));
    const finished = existsSync(join(out, 'summary.json'));
    const reused = finished && (await this.isOf(prompt, out));
    if (reused) {
      process.stderr.write(`${prompt}: taken over from an earlier run\n`);
    } else {
      if (finished) {
        process.stderr.write(
          `${prompt}: the run that is there has another configuration or model; training anew\n`,
        );
      }
      const flags = (await this.lend(prompt, out, objects))
        ? ['--resume', '--out', out, '--quiet']
        : overriding(['--prompt', prompt, '--out', out, '--overwrite', '--quiet'], this.flags);
      await train(flags);
      this.keep(out);
    }
    const summary = parseSummary(readFileSync(join(out, RUN_FILES.summary), 'utf8'));
    if (!summary) throw new UserError(`${join(out, RUN_FILES.summary)} is no summary of a run`);
    const parts =
      (summary.triangles ?? 0) > 0 ? await readParts(readFileSync(join(out, 'mesh.glb'))) : [EMPTY_MESH];
    const triangles = joinTriangles(parts);
    return {
      path: out,
      summary,
      evaluations: await evaluationsOf(out),
      reused,
      field: cutSheet(decodePng(readFileSync(join(out, 'contact-sheet.png'))), COLUMNS, VIEWS),
      mesh: meshPictures(triangles, aroundViews(VIEWS), size),
      triangles,
      parts,
    };
  }

  /** Begins the run of a scene with objects that have been made; no, where none has been. */
  private async lend(prompt: string, out: string, objects: readonly string[]): Promise<boolean> {
    const config = { ...this.plan.config, prompt };
    const made: string[] = [];
    for (const words of objects) {
      const name = fileNameOf(words);
      const hash = await configHash({ ...config, prompt: words });
      if ((await this.hashOf(join(this.folder, OBJECTS, name))) === hash) made.push(name);
    }
    if (made.length === 0) return false;
    rmSync(out, { recursive: true, force: true });
    await Run.create(new FolderStore(out), config);
    for (const name of made) {
      process.stderr.write(`${prompt}: ${name} is taken over from an earlier scene\n`);
      cpSync(join(this.folder, OBJECTS, name), join(out, RUN_FOLDERS.objects, name), { recursive: true });
    }
    return true;
  }

  /** Keeps the objects of a scene for others. */
  private keep(out: string): void {
    const from = join(out, RUN_FOLDERS.objects);
    for (const name of existsSync(from) ? readdirSync(from) : []) {
      cpSync(join(from, name), join(this.folder, OBJECTS, name), { recursive: true });
    }
  }

  /** Whether a finished run is what would be trained now. */
  private async isOf(prompt: string, folder: string): Promise<boolean> {
    const { config, model } = this.plan;
    const summary = parseSummary(readFileSync(join(folder, RUN_FILES.summary), 'utf8'));
    return (
      summary?.model === model && (await this.hashOf(folder)) === (await configHash({ ...config, prompt }))
    );
  }

  /** Of a run's configuration; nothing where there is none, or one that is damaged or of another version. */
  private async hashOf(folder: string): Promise<string | undefined> {
    try {
      return (await Run.open(new FolderStore(folder))).configHash;
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }
}

/** Of a run, and so of the objects that it is made of. */
async function evaluationsOf(folder: string): Promise<number> {
  const events = await (await Run.open(new FolderStore(folder))).readEvents();
  return events
    .map((event) =>
      event.type === 'step' ? event.values.evaluations * (event.values.views + event.values.known) : 0,
    )
    .reduce((sum, count) => sum + count, 0);
}
