import type { FieldQuery, Picture } from '@modeseek/core';
import type { ShadedMesh } from '../simplify.ts';
import { PLAIN_SUBSTANCE, type Substance } from '../substance.ts';
import { CHART_GAP, type UnwrappedMesh } from '../unwrap/unwrap.ts';
import { enlarged } from './enlarge.ts';
import { type MarchOptions, marchRays } from './march.ts';
import { tangentSpace } from './normal-map.ts';
import { paintTexture } from './paint.ts';
import { withoutPaintedLight } from './painted-light.ts';
import { type Seen, seenAt } from './seen-at.ts';
import { type SurfaceView, viewSurface } from './surface-views.ts';
import { atTexels, coveredTexels } from './texture.ts';
import { unitVectors } from './unit-vectors.ts';

/**
 * Most texels along an edge that get a colour of their own: sixteen to a cell of the finest level that a trained
 * field uses by default. Larger textures are these, enlarged.
 */
const MOST_BAKED = 2048;
/** Texels around charts that continue them: half of what is free between two. */
const GUTTER = CHART_GAP / 2;
/** A point of which views show less than this is looked at by a ray of its own. */
const LEAST_SEEN = 0.05;
/** Pixels along an edge of a view, by texels along the texture's, and their least and greatest number. */
const VIEW_SIZE = { share: 3 / 8, least: 96, most: 512 };
/** Shares of the time: looking at the surface, and painting a mesh with what was seen. */
const LOOKING = 0.7;

export interface PainterOptions extends MarchOptions {
  /** Texels along the edge of the finest texture; where vertices get colours, of the one that would be as fine. */
  textureSize: number;
  /** Whether to make normal maps, too. */
  normalMap: boolean;
  /** Of metals painted light is taken off. */
  substance?: Substance;
}

/** What a mesh is painted with. */
export interface Painted {
  texture: Picture;
  /** Normals in tangent space; null where none were asked for. */
  normalMap: Picture | null;
  /** Tangents that belong to the normal map, `[vertices, 4]`, as glTF has them. */
  tangents: Float32Array | undefined;
  /** Share of the texels that show some of the surface. */
  texelsUsed: number;
}

/** Paints meshes that lie near a surface with what a field shows there. */
export class Painter {
  private seen: Promise<SurfaceView[]> | undefined;

  /** @param surface the field's, as fine as it is known */
  constructor(
    private readonly query: FieldQuery,
    private readonly surface: ShadedMesh,
    private readonly options: PainterOptions,
  ) {}

  /** Display colours of the surface's own vertices `[vertices, 3]`. */
  async vertexColours(onProgress: (progress: number) => void = () => {}): Promise<Float32Array> {
    const { positions, normals } = this.surface;
    return (await this.coloursAt(positions, normals, onProgress)).colours;
  }

  /** @param textureSize texels along the edge of its texture, for which it is unwrapped */
  async paint(
    mesh: UnwrappedMesh,
    textureSize: number,
    onProgress: (progress: number) => void = () => {},
  ): Promise<Painted> {
    const baked = Math.min(textureSize, MOST_BAKED);
    const texels = coveredTexels(mesh, baked);
    const positions = atTexels(texels, mesh.indices, mesh.positions, 3);
    const normals = unitVectors(atTexels(texels, mesh.indices, mesh.normals, 3));
    const seen = await this.coloursAt(positions, normals, onProgress);
    const picture = (values: Float32Array) =>
      enlarged(paintTexture(texels.index, values, baked, GUTTER), textureSize);
    const texture = picture(seen.colours);
    const texelsUsed = texels.index.length / (baked * baked);
    if (!seen.normals) return { texture, normalMap: null, tangents: undefined, texelsUsed };
    const { tangents, values } = tangentSpace(mesh, texels, normals, seen.normals);
    return { texture, normalMap: picture(values), tangents, texelsUsed };
  }

  /** What views show at points of the surface; a ray along the normal sees what they do not. */
  private async coloursAt(
    positions: Float32Array,
    normals: Float32Array,
    onProgress: (progress: number) => void,
  ): Promise<Omit<Seen, 'weights'>> {
    const { query, options } = this;
    const views = await this.views((progress) => onProgress(LOOKING * progress));
    const seen = seenAt(views, positions, normals, (progress) =>
      onProgress(LOOKING + (1 - LOOKING) * progress),
    );
    const unseen = Uint32Array.from(seen.weights.keys()).filter((i) => seen.weights[i] < LEAST_SEEN);
    const of = (values: Float32Array) =>
      Float32Array.from(
        { length: unseen.length * 3 },
        (_, i) => values[unseen[Math.floor(i / 3)] * 3 + (i % 3)],
      );
    const { colours } = await marchRays(query, of(positions), of(normals), options);
    for (let i = 0; i < unseen.length; i++) {
      seen.colours.set(colours.subarray(i * 3, i * 3 + 3), unseen[i] * 3);
      seen.normals?.set(normals.subarray(unseen[i] * 3, unseen[i] * 3 + 3), unseen[i] * 3);
    }
    onProgress(1);
    const substance = options.substance ?? PLAIN_SUBSTANCE;
    return substance.metalness > 0
      ? { ...seen, colours: withoutPaintedLight(seen.colours, substance) }
      : seen;
  }

  /** Looks at the surface the first time. */
  private views(onProgress: (progress: number) => void): Promise<SurfaceView[]> {
    const { textureSize, normalMap, ...march } = this.options;
    const { share, least, most } = VIEW_SIZE;
    const size = Math.min(most, Math.max(least, Math.round(share * textureSize)));
    this.seen ??= viewSurface(this.query, this.surface, { ...march, size, normals: normalMap }, onProgress);
    return this.seen;
  }
}
