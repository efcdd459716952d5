/**
 * `yarn bench objects`: trains objects with default settings, and has the independent judge say what it sees
 * and from where: in renders of the field, as `train` writes them, and in pictures of the mesh (`...Mesh`).
 * Three parts, `--parts concepts,colours,scenes`:
 * - concepts: "a NOUN", each concept. R-Precision: share of views taken for what they are to be; view check:
 *   of objects with a front, the share of views within 45 degrees of the true azimuth
 * - colours: "a COLOUR NOUN", 100 random pairs: share whose measured colour of the body is nearest to the one
 *   asked for, and which the judge takes for the noun in most views
 * - scenes: 48 random ones, of each relation ("a NOUN under a NOUN"), of several of a kind and of three
 *   objects in turn: share in which the judge finds all kinds, over all views of the whole; in which it finds
 *   each object in views of it from near (`near`, of the mesh; `nearLibrary` of the library's own objects, laid
 *   out alike); and in which the meshes stand as the prompt says, none in another (`stands`)
 *
 * Of concepts the field and the mesh are also looked at closely, each figure beside that of the library's own
 * object (`...Library`), see `object-quality.ts`: `fog`, `roughness`, `genus`, `bodies`, `pits`, `hidden`
 * (medians), `genusNear`, the share of objects whose genus is within 1 of the library's, and, by the close
 * judge, `clay`, the share of pictures of the mesh without its colours that are taken for the noun, and
 * `frechet128`, the Fréchet distance of the meshes' pictures at 128 pixels to the library's,
 * in their colours and unlit, and `frechet128Clay`, without colours and lit from one side; `...Floor` is that of
 * two sets of the library.
 *
 * An object that came out empty counts, with all its views wrong. `--concepts a,b` chooses concepts, and that
 * part alone; `--model FOLDER` the image model, which is asked for any object of the library where it takes any
 * text. `--jobs N` trains so many at once, and looks at those that are finished meanwhile:
 * two with `-- --threads 1` take less time on two cores than one after the other. Runs stay in
 * runs/bench-objects/<guidance>-<seed>, and those of a folder in one that has its name, too; see `ObjectRuns` on what is taken over, and `--fresh`.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readNumber } from '@modeseek/cli/src/flags.ts';
import { contactSheet, type Images } from '@modeseek/core';
import { CloseLook, type CloseRow } from '@modeseek/lab/close-look';
import { inOrder } from '@modeseek/lab/in-order';
import { Judge } from '@modeseek/lab/judge';
import { meanOfKnown } from '@modeseek/lab/mean';
import { ObjectRuns, objectsFolder, VIEWS } from '@modeseek/lab/object-runs';
import { knownConcepts, PARTS, type Part, partsAskedFor, promptsOf } from '@modeseek/lab/prompts';
import { SceneLook, type SceneRow } from '@modeseek/lab/scene-look';
import { type Score, scoreOf } from '@modeseek/lab/score';
import { overriding, splitArguments } from '@modeseek/lab/spawn-train';
import { encodePng, writeFileAtomic } from '@modeseek/node';
import { LIBRARY } from '@modeseek/objects';
import { describeModel } from '@modeseek/priors/node';
import { objectsOf } from '@modeseek/scene';

/** Arguments after `--` go to `train`. */
export async function run(args: string[]) {
  const { own, flags } = splitArguments(args);
  const { values } = parseArgs({
    args: own,
    options: {
      concepts: { type: 'string' },
      parts: { type: 'string' },
      colours: { type: 'string', default: '100' },
      scenes: { type: 'string', default: '48' },
      seed: { type: 'string', default: '0' },
      guidance: { type: 'string', default: 'msd' },
      model: { type: 'string', default: 'embedded' },
      jobs: { type: 'string', default: '1' },
      fresh: { type: 'boolean', default: false },
    },
  });
  const judge = await Judge.load();
  const close = await CloseLook.open();
  const parts = partsAskedFor(values, PARTS);
  const count = (name: 'colours' | 'scenes') =>
    readNumber(name, values[name], { type: 'integer', minimum: 1, maximum: 100_000 });
  const { seed, guidance, model } = values;
  const jobs = readNumber('jobs', values.jobs, { type: 'integer', minimum: 1, maximum: 64 });
  const runs = await ObjectRuns.open(
    objectsFolder(guidance, seed, model),
    overriding(['--seed', seed, '--guidance', guidance, '--model', model], flags),
  );
  const { info } = describeModel(runs.model);
  const known = info ? knownConcepts(info) : LIBRARY;
  const scenes = info && new SceneLook(judge, info);
  const options = {
    concepts: values.concepts?.split(','),
    colours: count('colours'),
    scenes: count('scenes'),
  };
  const plan = parts.map((part) => ({ part, prompts: promptsOf(part, known, options) }));
  if (values.fresh) runs.startOver();

  const rows: Row[] = [];
  for (const { part, prompts } of plan) {
    const sheets: { field: Images[]; mesh: Images[] } = { field: [], mesh: [] };
    const scene = part === 'scenes' ? scenes : undefined; // what reads any text makes no scenes
    const all = inOrder(prompts, jobs, async (prompt) => {
      const objects = scene ? objectsOf(scene.read(prompt.text)) : [];
      return { prompt, made: await runs.run(prompt.text, judge.size, objects) };
    });
    for await (const { prompt, made } of all) {
      const { path, summary, evaluations, reused, field, mesh, triangles, parts: nodes } = made;
      sheets.field.push(field);
      sheets.mesh.push(mesh);
      const judgement = await judge.judge(field);
      const score = scoreOf(part, prompt, judgement, judge.concepts);
      const scoreMesh = scoreOf(part, prompt, await judge.judge(mesh), judge.concepts);
      const names = part === 'scenes' ? judgement.found : judgement.verdicts.map(({ concept }) => concept);
      const closely = part === 'concepts' ? await close.look(prompt, triangles, path) : {};
      const standing = await scene?.look(prompt.text, nodes);
      rows.push({
        part,
        prompt: prompt.text,
        ...score,
        rightMesh: scoreMesh.right,
        within45Mesh: scoreMesh.within45,
        takenFor: [...new Set(names.filter((name) => !prompt.concepts.includes(name)))].join(', ') || '-',
        colour: judgement.colour,
        secondsTrain: summary.secondsTrain,
        secondsTotal: summary.secondsTotal,
        reused,
        triangles: triangles.count,
        evaluations,
        ...closely,
        ...standing,
      });
      process.stderr.write(
        `${prompt.text}: ${(100 * score.right).toFixed(0)} % right, ${summary.secondsTotal} s\n`,
      );
    }
    const write = (name: string, pictures: Images[]) =>
      writeFileAtomic(join(runs.folder, name), encodePng(contactSheet(pictures, VIEWS)));
    write(`${part}.png`, sheets.field);
    write(`${part}-mesh.png`, sheets.mesh);
    process.stderr.write(
      `An object a row: ${join(runs.folder, `${part}.png`)}, their meshes ${part}-mesh.png\n`,
    );
  }
  await close.dispose();
  const over = (part: Part, key: keyof Scores) =>
    meanOfKnown(rows.filter((row) => row.part === part).map((row) => row[key] ?? null));
  return {
    metrics: {
      rPrecision: over('concepts', 'right'),
      rPrecisionMesh: over('concepts', 'rightMesh'),
      viewWithin45: over('concepts', 'within45'),
      viewWithin45Mesh: over('concepts', 'within45Mesh'),
      bindingAccuracy: over('colours', 'right'),
      bindingAccuracyMesh: over('colours', 'rightMesh'),
      scenesFound: over('scenes', 'right'),
      scenesFoundMesh: over('scenes', 'rightMesh'),
      scenesFoundNear: over('scenes', 'near'),
      scenesFoundNearLibrary: over('scenes', 'nearLibrary'),
      scenesStandRight: over('scenes', 'stands'),
      ...close.metrics(),
      secondsPerObject: meanOfKnown(rows.map(({ reused, secondsTotal }) => (reused ? null : secondsTotal))),
      evaluations: meanOfKnown(rows.map(({ evaluations }) => evaluations)),
      reused: rows.filter(({ reused }) => reused).length,
      judgeAccuracyOnTruth: judge.heldOut.accuracy,
      judgeWithin45OnTruth: judge.heldOut.within45,
      judgeColoursOnTruth: judge.heldOut.colours,
      judgePairsOnTruth: judge.heldOut.pairs,
      closeJudgeAccuracyOnTruth: close.judge.heldOut.accuracy,
      closeJudgeClayOnTruth: close.judge.heldOut.clay,
    },
    rows: rows.map((row) => ({
      ...row,
      within45: row.within45 ?? '-',
      within45Mesh: row.within45Mesh ?? '-',
      reused: row.reused ? 'yes' : 'no',
    })),
  };
}

type Scores = Pick<
  Row,
  'right' | 'rightMesh' | 'within45' | 'within45Mesh' | 'near' | 'nearLibrary' | 'stands'
>;

interface Row extends Score, Partial<CloseRow>, Partial<SceneRow> {
  part: Part;
  prompt: string;
  rightMesh: Score['right'];
  within45Mesh: Score['within45'];
  takenFor: string;
  colour: string;
  secondsTrain: number;
  secondsTotal: number;
  /** Taken over from an earlier benchmark; its seconds are left out of the mean. */
  reused: boolean;
  triangles: number;
  evaluations: number;
}
