import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
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
import { EMPTY_MESH, meshPictures, readTriangles } from './mesh-pictures.ts';
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
}

/** Where `bench objects` has its runs. @param model 'embedded', or a folder */
export function objectsFolder(guidance: string, seed: string, model = 'embedded'): string {
  const name = `${guidance}-${seed}`;
  return join(
    'runs/bench-objects',
    fileNameOf(model === 'embedded' ? name : `${name}-${basename(resolve(model))}`),
  );
}

/**
 * Runs of `train` in one folder, one for each prompt. A finished one of the same configuration and model is
 * taken over, so that an interrupted benchmark goes on where it was; it is named on stderr. Whether the
 * program has changed since then is not looked at.
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

  /** Trains for a prompt, unless that was done before. @param size edge of the mesh's pictures */
  async run(prompt: string, size: number): Promise<ObjectRun> {
    const out = join(this.folder, prompt.replace(/^an? /, '').replaceAll(' ', '-'));
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
      await train(overriding(['--prompt', prompt, '--out', out, '--overwrite', '--quiet'], this.flags));
    }
    const summary = parseSummary(readFileSync(join(out, RUN_FILES.summary), 'utf8'));
    if (!summary) throw new UserError(`${join(out, RUN_FILES.summary)} is no summary of a run`);
    const triangles =
      (summary.triangles ?? 0) > 0 ? await readTriangles(readFileSync(join(out, 'mesh.glb'))) : EMPTY_MESH;
    return {
      path: out,
      summary,
      evaluations: await evaluationsOf(out),
      reused,
      field: cutSheet(decodePng(readFileSync(join(out, 'contact-sheet.png'))), COLUMNS, VIEWS),
      mesh: meshPictures(triangles, aroundViews(VIEWS), size),
      triangles,
    };
  }

  /** Whether a finished run is what would be trained now. */
  private async isOf(prompt: string, folder: string): Promise<boolean> {
    const { config, model } = this.plan;
    try {
      const checkpoint = await (await Run.open(new FolderStore(folder))).readCheckpoint();
      return checkpoint?.config === (await configHash({ ...config, prompt })) && checkpoint.model === model;
    } catch (error) {
      if (error instanceof UserError) return false; // damaged, or of another version
      throw error;
    }
  }
}

/** Of a run, and of those of the objects that it is made of. */
async function evaluationsOf(folder: string): Promise<number> {
  const objects = join(folder, RUN_FOLDERS.objects);
  const parts = existsSync(objects) ? readdirSync(objects).map((name) => join(objects, name)) : [];
  const run = await Run.open(new FolderStore(folder));
  const own = (await run.readEvents()).map((event) =>
    event.type === 'step' ? event.values.evaluations * (event.values.views + event.values.known) : 0,
  );
  return [...own, ...(await Promise.all(parts.map(evaluationsOf)))].reduce((sum, count) => sum + count, 0);
}
