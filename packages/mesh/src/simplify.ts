import { type Bodies, bodiesOf, bodyVolumes, withoutBuried } from './bodies.ts';
import { BoxTree } from './box-tree.ts';
import { compact, gather } from './compact.ts';
import { EdgeHeap } from './edge-heap.ts';
import { HalfEdges, next, previous } from './half-edges.ts';
import { NewStar } from './new-star.ts';
import type { Quadrics } from './quadric.ts';
import { surfaceQuadrics } from './surface-quadrics.ts';
import type { TriangleMesh } from './triangle-mesh.ts';

/** A mesh with what it carries at its vertices. */
export interface ShadedMesh extends TriangleMesh {
  /** Unit normals `[vertices, 3]`. */
  normals: Float32Array;
  /** Display colours `[vertices, 3]` in [0, 1]; absent where a texture will hold them. */
  colours?: Float32Array;
}

export interface SimplifyOptions {
  /** y of a flat base: vertices that are exactly there stay there, and no others come there or below. */
  floor?: number;
  onProgress?: (progress: number) => void;
}

/** What a body keeps at least of its volume. */
const LEAST_VOLUME = 0.2;
/** Rounds over edges that could not be collapsed end when one takes away less than this share of the triangles. */
const LEAST_PROGRESS = 0.01;

/**
 * Collapses the edges of a closed mesh, cheapest first by quadric error (Garland and Heckbert 1997), minding
 * normals and colours as well as positions, until at most `maxTriangles` are left. Each collapse keeps the
 * topology (link condition: Dey et al. 1999), turns no triangle over, leaves none without area, and lets none
 * come nearer to another than `GAP` times the extent: what comes out is a closed manifold that does not meet
 * itself if the mesh is one. Bodies keep some of their volume, and so face outwards; those that end up inside of
 * others are left out. It has more triangles where topology or room don't allow so few.
 */
export function simplify(mesh: ShadedMesh, maxTriangles: number, options: SimplifyOptions = {}): ShadedMesh {
  return simplifyToEach(mesh, [maxTriangles], options)[0];
}

/**
 * The same for several budgets at once.
 * @param budgets most triangles, in falling order
 * @returns a mesh for each
 */
export function simplifyToEach(
  mesh: ShadedMesh,
  budgets: readonly number[],
  { floor, onProgress }: SimplifyOptions = {},
): ShadedMesh[] {
  const triangles = mesh.indices.length / 3;
  const least = Math.min(...budgets);
  if (triangles <= least) return budgets.map(() => mesh);
  const surface = new CollapsingSurface(mesh, floor);
  return budgets.map((budget) => {
    if (triangles <= budget) return mesh;
    surface.collapseTo(budget, (left) => onProgress?.((triangles - left) / (triangles - least)));
    return surface.result();
  });
}

class CollapsingSurface {
  triangles: number;
  private readonly source: ShadedMesh;
  private readonly positions: Float32Array;
  private readonly edges: HalfEdges;
  private readonly quadrics: Quadrics;
  private readonly heap: EdgeHeap;
  private readonly star: NewStar;
  private readonly floor: number | undefined;
  private readonly bodies: Bodies;
  /** Of each body: its volume, and the least that it may have. */
  private readonly volumes: Float64Array;
  private readonly leastVolumes: Float64Array;
  private tree: BoxTree;
  /** Triangles when the tree was made. */
  private planted: number;
  /** 1 for vertices that others were merged into. */
  private readonly merged: Uint8Array;

  constructor(mesh: ShadedMesh, floor: number | undefined) {
    this.source = mesh;
    this.positions = mesh.positions.slice();
    const indices = mesh.indices.slice();
    this.triangles = indices.length / 3;
    this.edges = new HalfEdges(indices, this.positions.length / 3);
    this.quadrics = surfaceQuadrics(mesh, floor);
    this.heap = new EdgeHeap(indices.length, indices.length / 2);
    this.floor = floor;
    this.bodies = bodiesOf(mesh);
    this.volumes = bodyVolumes(mesh, this.bodies);
    this.leastVolumes = this.volumes.map((volume) => LEAST_VOLUME * volume);
    this.star = new NewStar(this.positions, this.edges);
    this.tree = new BoxTree({ positions: this.positions, indices });
    this.planted = this.triangles;
    this.merged = new Uint8Array(this.positions.length / 3);
    this.fillHeap();
  }

  collapseTo(budget: number, onLeft: (triangles: number) => void): void {
    let before = this.triangles;
    while (this.triangles > budget) {
      if (this.heap.size === 0) {
        if (before - this.triangles < LEAST_PROGRESS * before) return;
        before = this.triangles;
        this.fillHeap();
      }
      if (this.collapseEdge(this.heap.pop()) && this.triangles % 1024 < 2) onLeft(this.triangles);
      if (this.triangles < this.planted / 2) this.replant();
    }
  }

  /** The mesh as it is now, without bodies that others have come to contain. */
  result(): ShadedMesh {
    const { positions, merged, quadrics, source } = this;
    const left = this.edges.indices.filter((_, h) => this.edges.exists(h));
    const { indices, kept } = compact(withoutBuried({ positions, indices: left }), positions.length / 3);
    const result: ShadedMesh = {
      indices,
      positions: gather(positions, kept),
      normals: gather(source.normals, kept),
      colours: source.colours && gather(source.colours, kept),
    };
    kept.forEach((v, i) => {
      if (!merged[v]) return;
      const [px, py, pz] = positions.subarray(v * 3, v * 3 + 3);
      const [x, y, z, ...colour] = quadrics.bestAttributes(v, px, py, pz);
      const length = Math.hypot(x, y, z) || 1;
      result.normals.set([x / length, y / length, z / length], i * 3);
      result.colours?.set(
        colour.map((value) => Math.min(1, Math.max(0, value))),
        i * 3,
      );
    });
    return result;
  }

  private fillHeap(): void {
    const { edges } = this;
    for (let h = 0; h < edges.indices.length; h++) {
      if (edges.exists(h) && h < edges.opposite[h]) this.setCost(h);
    }
  }

  /** Puts a half-edge's edge into the heap, or updates it there. */
  private setCost(h: number): void {
    const { indices, opposite } = this.edges;
    this.heap.set(Math.min(h, opposite[h]), this.quadrics.least(indices[h], indices[next(h)]));
  }

  private removeCost(h: number): void {
    this.heap.remove(Math.min(h, this.edges.opposite[h]));
  }

  private replant(): void {
    this.tree = new BoxTree({ positions: this.positions, indices: this.edges.indices });
    this.planted = this.triangles;
  }

  /** @returns whether the edge could be collapsed */
  private collapseEdge(h: number): boolean {
    const { edges, quadrics } = this;
    const { indices, opposite } = edges;
    const back = opposite[h];
    const [kept, gone] = [indices[h], indices[back]];
    if (!this.star.gather(h) || !this.findPlace(kept, gone)) return false;
    for (const e of [next(h), previous(h), next(back), previous(back)]) this.removeCost(e);
    quadrics.merge(kept, gone);
    this.merged[kept] = 1;
    const leads = edges.collapse(h);
    this.triangles -= 2;
    this.tree.refit(Math.floor(h / 3));
    this.tree.refit(Math.floor(back / 3));
    for (let e = leads; ; ) {
      this.tree.refit(Math.floor(e / 3));
      this.setCost(e);
      e = edges.around(e);
      if (e === leads) return true;
    }
  }

  /**
   * Moves the vertex that is kept to the best place for both that the star of both can have: where the error
   * is least, or otherwise one of their own places or the middle.
   * @returns whether there is one
   */
  private findPlace(kept: number, gone: number): boolean {
    const { quadrics, positions: p, floor, star } = this;
    const [a, b] = [kept * 3, gone * 3];
    const onFloor = p[a + 1] === floor || p[b + 1] === floor;
    const body = this.bodies.of[kept];
    const fits = (x: number, wantedY: number, z: number) => {
      const y = onFloor ? floor! : wantedY;
      if (floor !== undefined && !onFloor && Math.fround(y) <= floor) return false;
      const volume = this.volumes[body] + star.volumeChange(x, y, z);
      if (volume < this.leastVolumes[body] || !star.fits(this.tree, x, y, z)) return false;
      this.volumes[body] = volume;
      return true;
    };
    quadrics.least(kept, gone);
    const [x, y, z] = quadrics.place;
    if (fits(x, y, z)) return true;
    const others = [
      [p[a], p[a + 1], p[a + 2]],
      [p[b], p[b + 1], p[b + 2]],
      [(p[a] + p[b]) / 2, (p[a + 1] + p[b + 1]) / 2, (p[a + 2] + p[b + 2]) / 2],
    ].map((place) => ({ place, error: quadrics.valueAt(place[0], place[1], place[2]) }));
    others.sort((one, other) => one.error - other.error);
    return others.some(({ place }) => fits(place[0], place[1], place[2]));
  }
}
