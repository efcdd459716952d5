import { BoxTree } from './box-tree.ts';
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

/** Rounds over edges that could not be collapsed end when one takes away less than this share of the triangles. */
const LEAST_PROGRESS = 0.01;

/**
 * Collapses the edges of a closed mesh, cheapest first by quadric error (Garland and Heckbert 1997), minding
 * normals and colours as well as positions, until at most `maxTriangles` are left. Each collapse keeps the
 * topology (link condition: Dey et al. 1999), turns no triangle over, leaves none without area, and lets none
 * come nearer to another than `GAP` times the extent: what comes out is a closed manifold that does not meet
 * itself if the mesh is one. It has more triangles where topology or room don't allow so few.
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

  /** The mesh as it is now. */
  result(): ShadedMesh {
    const { positions, merged, quadrics, source } = this;
    const { indices } = this.edges;
    const numbers = new Int32Array(positions.length / 3).fill(-1);
    const kept: number[] = [];
    const triangles = new Uint32Array(this.triangles * 3);
    let written = 0;
    for (let t = 0; t < indices.length; t += 3) {
      if (!this.edges.exists(t)) continue;
      for (let k = t; k < t + 3; k++) {
        if (numbers[indices[k]] < 0) numbers[indices[k]] = kept.push(indices[k]) - 1;
        triangles[written++] = numbers[indices[k]];
      }
    }
    const result: ShadedMesh = {
      indices: triangles,
      positions: new Float32Array(kept.length * 3),
      normals: new Float32Array(kept.length * 3),
      colours: source.colours && new Float32Array(kept.length * 3),
    };
    kept.forEach((v, to) => {
      const place = positions.subarray(v * 3, v * 3 + 3);
      result.positions.set(place, to * 3);
      if (!merged[v]) {
        result.normals.set(source.normals.subarray(v * 3, v * 3 + 3), to * 3);
        if (source.colours) result.colours?.set(source.colours.subarray(v * 3, v * 3 + 3), to * 3);
        return;
      }
      quadrics.bestAttributes(v, place[0], place[1], place[2]);
      const [x, y, z, ...colour] = quadrics.attributes;
      const length = Math.hypot(x, y, z) || 1;
      result.normals.set([x / length, y / length, z / length], to * 3);
      result.colours?.set(
        colour.map((value) => Math.min(1, Math.max(0, value))),
        to * 3,
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
    const fits = (x: number, y: number, z: number) =>
      (floor === undefined || onFloor || y > floor) && star.fits(this.tree, x, onFloor ? floor! : y, z);
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
