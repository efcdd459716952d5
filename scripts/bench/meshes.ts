import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Compute, startCompute } from '@modeseek/backend';
import { readNumber } from '@modeseek/cli/src/flags.ts';
import { lookAtMadeMesh } from '@modeseek/cli/src/mesh-report.ts';
import { RUN_FILES, UserError } from '@modeseek/core';
import { mean } from '@modeseek/lab/mean';
import { median } from '@modeseek/lab/median';
import { placeOf } from '@modeseek/lab/mesh-pictures';
import { MeshThread } from '@modeseek/mesh/node';
import { FolderStore } from '@modeseek/node';
import { loadRunModel, Run } from '@modeseek/trainer';

const MESH = 'mesh.glb';

/**
 * The meshes that runs have, as `check` sees them and beside their fields: `yarn bench meshes FOLDER…`, of runs
 * or of folders of runs; those of `bench objects` when none is given. Metrics: `sound`, the share with which
 * nothing is wrong; medians of `hidden`, `texels`, `charts`, and of the match with the field's pictures, `--views`
 * around (24): `unlit` and `lit`, PSNR in dB, and `silhouette`, intersection over union; and the worst of each.
 */
export async function run(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { views: { type: 'string', default: '24' } },
  });
  const views = readNumber('views', values.views, { type: 'integer', minimum: 1, maximum: 1000 });
  const folders = positionals.length > 0 ? positionals : ['runs/bench-objects/msd-0'];
  const finished = folders.flatMap(finishedIn);
  const paths = finished.filter(hasMesh);
  for (const path of finished) if (!hasMesh(path)) process.stderr.write(`${path}: no mesh\n`);
  if (paths.length === 0) throw new UserError(`no finished run with a mesh in ${folders.join(', ')}`);
  const compute = await startCompute('auto');
  const thread = new MeshThread();
  const rows: Awaited<ReturnType<typeof rowOf>>[] = [];
  try {
    for (const path of paths) {
      rows.push(await rowOf(path, compute, thread, views));
      process.stderr.write(`${path}: ${rows.at(-1)!.wrong === '-' ? 'sound' : rows.at(-1)!.wrong}\n`);
    }
  } finally {
    await thread.dispose();
    await compute.dispose();
  }
  const of = (name: 'hidden' | 'texels' | 'charts' | 'unlit' | 'lit' | 'silhouette', isMore: boolean) => {
    const all = rows.map((row) => row[name]);
    return { [name]: median(all), [`${name}Worst`]: isMore ? Math.max(...all) : Math.min(...all) };
  };
  return {
    metrics: {
      meshes: rows.length,
      withoutMesh: finished.length - paths.length,
      sound: mean(rows.map(({ wrong }) => (wrong === '-' ? 1 : 0))),
      ...of('hidden', true),
      ...of('texels', false),
      ...of('charts', true),
      ...of('unlit', false),
      ...of('lit', false),
      ...of('silhouette', false),
    },
    rows,
  };
}

async function rowOf(path: string, { kernels }: Compute, thread: MeshThread, views: number) {
  const bytes = readFileSync(join(path, MESH));
  const model = await loadRunModel(await Run.open(new FolderStore(path)), kernels);
  try {
    const made = { files: [{ name: MESH, bytes }] as const, ...placeOf(bytes) };
    const look = await lookAtMadeMesh(thread, made, model.render, views);
    const { faults, figures, field } = look!.report;
    const { triangles, bodies, genus, hiddenShare, texelShare, charts } = figures;
    return {
      run: path,
      wrong: faults.join('; ') || '-',
      triangles,
      bodies,
      genus,
      hidden: hiddenShare,
      texels: texelShare ?? 0,
      charts: charts ?? 0,
      ...(field ?? { unlit: 0, lit: 0, silhouette: 0 }),
    };
  } finally {
    await model.dispose();
  }
}

/** A run itself, or those in a folder that have finished. */
function finishedIn(folder: string): string[] {
  if (!existsSync(folder)) throw new UserError(`${folder} is not there`);
  const isFinished = (path: string) => existsSync(join(path, RUN_FILES.summary));
  if (isFinished(folder)) return [folder];
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .filter(isFinished);
}

const hasMesh = (path: string) => existsSync(join(path, MESH));
