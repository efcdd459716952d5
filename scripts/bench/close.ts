/**
 * Looks closely at meshes that are there already, of whatever program made them, beside the library's own
 * objects: `yarn bench close FOLDER…`. In a folder, that of `bench objects` with today's defaults when none is
 * given, an object is NOUN.glb or NOUN/mesh.glb (flower-pot.glb), its front to +Z, up +Y, in the cube of training
 * where the file does not say otherwise. Those that all folders have are looked at, or `--concepts a,b`; others
 * are named on stderr.
 *
 * Of each folder what `bench objects` has of meshes: `roughness`, `genus`, `bodies`, `pits`, `hidden`,
 * `genusNear`, `clay`, `frechet128`, `frechet128Clay` and their floors. With several folders also `excessOf` and
 * `excessOfClay`: by how much the first one's Fréchet distance is above the floor, as a share of what the last
 * one's is.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '@modeseek/core';
import { CloseLook } from '@modeseek/lab/close-look';
import { readTriangles } from '@modeseek/lab/mesh-pictures';
import { objectsFolder, runNameOf } from '@modeseek/lab/object-runs';
import { type BenchPrompt, conceptPrompts } from '@modeseek/lab/prompts';
import { LIBRARY } from '@modeseek/objects';

export async function run(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { concepts: { type: 'string' } },
  });
  const folders = positionals.length > 0 ? positionals : [objectsFolder('msd', '0')];
  for (const folder of folders) if (!existsSync(folder)) throw new UserError(`${folder} is not there`);
  const meshes = folders.map(meshesIn);
  const asked = conceptPrompts(LIBRARY, values.concepts?.split(','));
  const prompts = asked.filter(({ text }) => meshes.every((files) => files.has(runNameOf(text))));
  if (prompts.length === 0) throw new UserError(`no object with a mesh in each of ${folders.join(', ')}`);
  if (prompts.length < asked.length) {
    const missing = asked.filter((prompt) => !prompts.includes(prompt)).map(({ text }) => text);
    const message = `not in each of ${folders.join(', ')}: ${missing.join(', ')}`;
    if (values.concepts) throw new UserError(message);
    process.stderr.write(`${message}\n`);
  }
  const seen: Record<string, number>[] = [];
  for (const files of meshes) seen.push(await lookAt(prompts, files));
  const [first, last] = [seen[0], seen[seen.length - 1]];
  return {
    metrics: {
      objects: prompts.length,
      ...first,
      ...(seen.length > 1 && {
        excessOf: excess(first, 'frechet128') / excess(last, 'frechet128'),
        excessOfClay: excess(first, 'frechet128Clay') / excess(last, 'frechet128Clay'),
      }),
    },
    rows: folders.map((folder, i) => ({ folder, ...seen[i] })),
  };
}

const excess = (seen: Record<string, number>, name: string) => seen[name] - seen[`${name}Floor`];

/** @param files by name of their run */
async function lookAt(prompts: readonly BenchPrompt[], files: ReadonlyMap<string, string>) {
  const close = await CloseLook.open();
  try {
    for (const prompt of prompts) {
      const path = files.get(runNameOf(prompt.text))!;
      process.stderr.write(`${path}\n`);
      await close.look(prompt, await readTriangles(readFileSync(path)));
    }
    const { fog, fogLibrary, ...ofMeshes } = close.metrics();
    return ofMeshes;
  } finally {
    await close.dispose();
  }
}

/** The meshes of a folder by the name that their run would have. */
function meshesIn(folder: string): Map<string, string> {
  const found = readdirSync(folder).map((name): [string, string] =>
    name.endsWith('.glb') ? [name.slice(0, -4), join(folder, name)] : [name, join(folder, name, 'mesh.glb')],
  );
  return new Map(found.filter(([, path]) => existsSync(path)));
}
