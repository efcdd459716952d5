import { type Compute, startCompute } from '@modeseek/backend';
import { Rng } from '@modeseek/core';
import { EXPORT_DEFAULTS, weld } from '@modeseek/mesh';
import { flatten, LIBRARY, type Triangles } from '@modeseek/objects';
import { soupShape } from '@modeseek/raster';
import { CLOSE_FEATURES, CloseJudge } from './close-judge.ts';
import { frechetDistance } from './frechet.ts';
import { typicalOf } from './library-pictures.ts';
import { mean } from './mean.ts';
import { median } from './median.ts';
import { fieldFog, libraryFog, libraryQuality, surfaceQuality } from './object-quality.ts';
import type { BenchPrompt } from './prompts.ts';

const MEASURES = ['fog', 'roughness', 'genus', 'bodies', 'pits', 'hidden', 'clay'] as const;
type Measure = (typeof MEASURES)[number];

/** Of an object that came out empty: the worst there is. */
const NOTHING: Record<Measure, number> = {
  fog: 1,
  roughness: 180,
  genus: Number.POSITIVE_INFINITY,
  bodies: 0,
  pits: 1,
  hidden: 1,
  clay: 0,
};

/** Of one object: each measure, and the library's. */
export type CloseRow = Record<Measure | `${Measure}Library`, number>;

/** Looks closely at objects, one after the other, and at the library's beside them. */
export class CloseLook {
  private readonly rows: CloseRow[] = [];

  /**
   * The close judge's features of pictures of the meshes, of the library's objects, and of another set of
   * those: in their colours, and as clay.
   */
  private readonly features = { colours: [[], [], []] as number[][], clay: [[], [], []] as number[][] };

  private constructor(
    readonly judge: CloseJudge,
    private readonly compute: Compute,
  ) {}

  static async open(): Promise<CloseLook> {
    return new CloseLook(await CloseJudge.load(), await startCompute('auto'));
  }

  /** @param run its folder, for the fog of its field; without one neither has a number for it */
  async look(prompt: BenchPrompt, triangles: Triangles, run?: string): Promise<CloseRow> {
    const { judge, compute } = this;
    const [noun] = prompt.concepts;
    const [object, another] = ['true', 'other'].map((set) =>
      flatten(typicalOf(prompt, LIBRARY, new Rng(`${set}:${prompt.text}`)).group),
    );
    const shown = [triangles, object, another];
    const clay: number[] = [];
    for (const [set, each] of shown.entries()) {
      const seen = await judge.clay(each, noun);
      clay.push(seen.share);
      this.features.clay[set].push(...seen.features);
      this.features.colours[set].push(...(await judge.features(each)));
    }
    const ours =
      triangles.count === 0
        ? NOTHING
        : {
            ...surfaceQuality(weld(soupShape(triangles.positions))),
            fog: run === undefined ? Number.NaN : await fieldFog(run, compute),
            clay: clay[0],
          };
    const theirs = {
      ...(await libraryQuality(object, triangles.count || EXPORT_DEFAULTS.maxTriangles)),
      fog: run === undefined ? Number.NaN : libraryFog(object),
      clay: clay[1],
    };
    const row = Object.fromEntries(
      MEASURES.flatMap((name) => [
        [name, ours[name]],
        [`${name}Library`, theirs[name]],
      ]),
    ) as CloseRow;
    this.rows.push(row);
    return row;
  }

  /** Over all objects so far; none where there were none. */
  metrics(): Record<string, number> {
    const { rows } = this;
    if (rows.length === 0) return {};
    const over = (name: Measure, sum: (values: number[]) => number) => ({
      [name]: sum(rows.map((row) => row[name])),
      [`${name}Library`]: sum(rows.map((row) => row[`${name}Library`])),
    });
    return {
      ...over('fog', median),
      ...over('roughness', median),
      ...over('genus', median),
      ...over('bodies', median),
      genusNear: mean(rows.map(({ genus, genusLibrary }) => (Math.abs(genus - genusLibrary) <= 1 ? 1 : 0))),
      ...over('pits', median),
      ...over('hidden', median),
      ...over('clay', mean),
      ...frechet('frechet128', this.features.colours),
      ...frechet('frechet128Clay', this.features.clay),
    };
  }

  dispose(): Promise<void> {
    return this.compute.dispose();
  }
}

/** The distance of the first set of features to the second, and that of the third, as its floor. */
function frechet(name: string, features: readonly (readonly number[])[]): Record<string, number> {
  const [made, library, another] = features.map((list) => Float32Array.from(list));
  return {
    [name]: frechetDistance(made, library, CLOSE_FEATURES),
    [`${name}Floor`]: frechetDistance(another, library, CLOSE_FEATURES),
  };
}
