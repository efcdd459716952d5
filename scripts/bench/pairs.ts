/**
 * `yarn bench pairs`: do the measures of a close look agree with the eye? Ten pairs of an object made with
 * default settings and one that a person ranks below it (`pairs.png` shows each pair in two rows, lit and as
 * clay): five that were left foggy, five that fit the first, contradictory pictures until they are
 * perforated. Metrics: for each measure in how many pairs it puts the better one first (`...Agrees`), and in
 * how many the worse one (`...Disagrees`); it need not tell all pairs apart. Fréchet distances are of all
 * better ones and of all worse ones.
 *
 * Runs stay in runs/bench-pairs/<fault>, the better ones with those of `bench objects`.
 */
import { join } from 'node:path';
import { contactSheet, type Images } from '@modeseek/core';
import { CloseLook, type CloseRow } from '@modeseek/lab/close-look';
import { Judge } from '@modeseek/lab/judge';
import { LIT_AND_CLAY_VIEWS, litAndClay } from '@modeseek/lab/lit-and-clay';
import { ObjectRuns, objectsFolder } from '@modeseek/lab/object-runs';
import { conceptPrompts } from '@modeseek/lab/prompts';
import { overriding, splitArguments } from '@modeseek/lab/spawn-train';
import { encodePng, writeFileAtomic } from '@modeseek/node';
import { LIBRARY } from '@modeseek/objects';

/** What is done to objects that makes them worse, by name: flags of `train`, and the objects. */
const FAULTS: Record<string, { flags: string[]; concepts: string[] }> = {
  foggy: {
    flags: ['--opacity-entropy', '0'],
    concepts: ['hamburger', 'car', 'owl', 'chair', 'bee'],
  },
  perforated: {
    flags: ['--steps', '1', '--inner-steps', '600', '--geometry-weight', '0'],
    concepts: ['mug', 'castle', 'house', 'teapot', 'cactus'],
  },
};
const FOLDER = 'runs/bench-pairs';

/** How bad an object is by each measure. */
const BADNESS: Record<string, (row: CloseRow) => number> = {
  fog: ({ fog }) => fog,
  roughness: ({ roughness }) => roughness,
  genus: ({ genus, genusLibrary }) => Math.abs(genus - genusLibrary),
  bodies: ({ bodies, bodiesLibrary }) => Math.abs(bodies - bodiesLibrary),
  pits: ({ pits }) => pits,
  hidden: ({ hidden }) => hidden,
  clay: ({ clay }) => -clay,
};

/** Arguments after `--` go to `train`. */
export async function run(args: string[]) {
  const { flags } = splitArguments(args);
  const { size } = await Judge.load();
  const better = await CloseLook.open();
  const worse = await CloseLook.open();
  const good = await ObjectRuns.open(objectsFolder('msd', '0'), flags);
  const rows: Record<string, string | number>[] = [];
  const pictures: Images[] = [];
  for (const [fault, { flags: spoil, concepts }] of Object.entries(FAULTS)) {
    const bad = await ObjectRuns.open(join(FOLDER, fault), overriding(spoil, flags));
    for (const prompt of conceptPrompts(LIBRARY, concepts)) {
      const pair = [];
      for (const [runs, look] of [
        [good, better],
        [bad, worse],
      ] as const) {
        const { path, triangles } = await runs.run(prompt.text, size);
        pictures.push(...litAndClay(triangles));
        pair.push(await look.look(prompt, triangles, path));
      }
      rows.push({ prompt: prompt.text, fault, ...compared(pair[0], pair[1]) });
    }
  }
  writeFileAtomic(join(FOLDER, 'pairs.png'), encodePng(contactSheet(pictures, 2 * LIT_AND_CLAY_VIEWS)));
  const metrics: Record<string, number> = {
    frechet128: better.metrics().frechet128,
    frechet128Worse: worse.metrics().frechet128,
  };
  await Promise.all([better.dispose(), worse.dispose()]);
  for (const name of Object.keys(BADNESS)) {
    const count = (right: (better: number, worse: number) => boolean) =>
      rows.filter((row) => right(row[name] as number, row[`${name}Worse`] as number)).length;
    metrics[`${name}Agrees`] = count((good, bad) => good < bad);
    metrics[`${name}Disagrees`] = count((good, bad) => good > bad);
  }
  return { metrics, rows };
}

/** How bad both are, by each measure. */
function compared(better: CloseRow, worse: CloseRow): Record<string, number> {
  return Object.fromEntries(
    Object.entries(BADNESS).flatMap(([name, badness]) => [
      [name, badness(better)],
      [`${name}Worse`, badness(worse)],
    ]),
  );
}
