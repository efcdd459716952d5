import {
  aroundViews,
  contactSheet,
  fileNameOf,
  type Images,
  MAXIMUM_SEED,
  Rng,
  UserError,
} from '@modeseek/core';
import { formatOf, PLAIN_MATERIAL, type ShadedMesh } from '@modeseek/mesh';
import { encodePng } from '@modeseek/node';
import {
  bakeColours,
  COLOUR_NAMES,
  caption,
  flatten,
  LIBRARY,
  type LookWish,
  rasterise,
  single,
  type Triangles,
} from '@modeseek/objects';
import { shadePicture } from '@modeseek/raster';
import type { CommandModule } from 'yargs';
import type { Command } from '../command.ts';
import { wholeFlag } from '../flags.ts';
import { nearest } from '../nearest.ts';
import { checkOutputFile, writeOutputFile } from '../output-file.ts';
import { print } from '../say.ts';

const SHEET = { columns: 8, size: 96 };
/** Objects of a sheet. */
const COUNT = 4;

interface PreviewFlags {
  concept: string;
  seed: number;
  count?: number;
  looks: boolean;
  typical: boolean;
  out?: string;
}

export const priorCommand: Command<object> = {
  command: 'prior',
  describe: 'Look at what the embedded prior was trained on',
  builder: (yargs) =>
    yargs
      .command(previewCommand as unknown as CommandModule)
      .demandCommand(1, 'nothing to do given; known: preview'),
  handler: () => {},
};

const previewCommand: Command<PreviewFlags> = {
  command: 'preview <concept>',
  describe: 'Write a sheet of objects of a concept, each from all sides, and a mesh of the first',
  builder: (yargs) =>
    yargs
      .usage(
        '$0 prior preview <concept> [flags]\n\nWrites a picture of random objects of one concept of the library, a row each, front first, and the mesh of the first object beside it.',
      )
      .positional('concept', { type: 'string', description: 'Such as hamburger' })
      .options({
        seed: {
          type: 'string',
          requiresArg: true,
          default: '0',
          description: 'Other seeds give other objects',
        },
        count: { type: 'string', requiresArg: true, description: `Objects; ${COUNT} when not given` },
        looks: {
          type: 'boolean',
          default: false,
          description: 'One object in every colour, material and pattern instead',
        },
        typical: {
          type: 'boolean',
          default: false,
          description: 'Only what the bare noun brings to mind, as most of the training data are',
        },
        out: {
          type: 'string',
          requiresArg: true,
          description: 'PNG to write; <concept>.png when not given; the mesh is named alike, with .glb',
        },
      })
      .coerce({ seed: wholeFlag('seed', 0, MAXIMUM_SEED), count: wholeFlag('count', 1, 64) })
      .example([['$0 prior preview teapot --count 8', 'eight teapots']]),
  handler: async ({ concept: name, seed, count, looks, typical, out }) => {
    const names = LIBRARY.map((each) => each.name);
    const concept = LIBRARY.find((each) => each.name === name || each.synonyms.includes(name));
    if (!concept) {
      const near = nearest(name, names);
      throw new UserError(
        `unknown concept ${name}; ${near ? `did you mean ${near}?` : `known: ${names.join(', ')}`}`,
      );
    }
    if (looks && count !== undefined)
      throw new UserError('--looks and --count exclude each other: --looks shows one object in every look');
    const picture = out ?? `${fileNameOf(concept.name)}.png`;
    const mesh = `${picture.replace(/\.png$/i, '')}.glb`;
    for (const file of [picture, mesh]) checkOutputFile(file);
    const rng = new Rng(seed);
    const rows: Images[] = [];
    const wishes: (LookWish | undefined)[] = looks
      ? [
          ...COLOUR_NAMES.map((colour) => ({ colour })),
          ...concept.materials.map((material) => ({ material })),
          ...concept.patterns.map((pattern) => ({ pattern })),
        ]
      : Array(count ?? COUNT).fill(undefined);
    let first: Triangles | undefined;
    for (const look of wishes) {
      // Looks differ on one and the same object.
      const draws = looks ? new Rng(seed) : rng;
      const subject = single(concept, concept.build(draws.fork('object'), { look, typical, tiny: !look }));
      const triangles = flatten(subject.group);
      first ??= triangles;
      for (const view of looks ? aroundViews(12).slice(1, 2) : aroundViews(SHEET.columns)) {
        rows.push(
          shadePicture(rasterise(triangles, view.camera, SHEET.size), {
            ...view,
            shading: 'lambertian',
            light: [0.4, 0.8, 0.45],
          }),
        );
      }
      print(caption(subject, rng.fork('caption')));
    }
    writeOutputFile(picture, encodePng(contactSheet(rows, SHEET.columns)));
    const material = { ...PLAIN_MATERIAL, doubleSided: true };
    const part = { name: concept.name, mesh: shadedMesh(first!), texture: null, material };
    const [glb] = await formatOf('glb').encode(
      { name: concept.name, parts: [part], extras: {} },
      concept.name,
    );
    writeOutputFile(mesh, glb.bytes);
    print(picture);
    print(mesh);
  },
};

/** Triangles as a mesh in which none share a vertex, coloured at the vertices. */
function shadedMesh(triangles: Triangles): ShadedMesh {
  const { count, ...mesh } = bakeColours(triangles);
  return { ...mesh, indices: Uint32Array.from({ length: count * 3 }, (_, i) => i) };
}
