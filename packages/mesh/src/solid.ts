import { withoutBuried } from './bodies.ts';
import { compact, gather } from './compact.ts';
import { keepLargeComponents, keepOuterSurfaces } from './components.ts';
import { type DensityGrid, gridCoordinate } from './density-grid.ts';
import { fairPositions } from './fair.ts';
import { cutBelow, flatBase } from './flat-base.ts';
import { extentOf } from './intersections.ts';
import { marchingCubes } from './marching-cubes.ts';
import { GAP } from './new-star.ts';
import { SOFT_LEVEL, soften } from './soften.ts';
import { type TriangleMesh, vertexNormals } from './triangle-mesh.ts';
import { untangle } from './untangle.ts';

export interface SolidOptions {
  /** Components of less than this share of the largest one's volume are dropped; 0 keeps all. */
  minComponentShare: number;
  /** Passes of a binomial filter over the grid, and rounds of `fairPositions` over the mesh, three for each. */
  smoothing: number;
  /** Whether it is cut off flat near its bottom, so that it stands. */
  flatBase: boolean;
  onProgress?: (progress: number) => void;
}

/** A closed manifold that does not meet itself, facing outwards, without anything inside. */
export interface Solid extends TriangleMesh {
  normals: Float32Array;
  /** Floaters left out. */
  dropped: number;
  /** y of a flat base, and its area as a share of the footprint's. */
  base?: { y: number; share: number };
}

/** Rounds over the mesh for one pass over the grid. */
const FAIRING = 3;

/**
 * What is inside of a density's level set, as seen from outside: without floaters, cavities and pores, and
 * smooth. Its topology is the grid's (see `marchingCubes`), which smoothing the mesh does not change: it is
 * taken back where it would make the surface meet itself.
 * @param grid is used up, and left empty: it may be larger than all else
 */
export function solidOf(grid: DensityGrid, level: number, options: SolidOptions): Solid {
  const { minComponentShare, smoothing, onProgress = () => {} } = options;
  let { dropped } = keepLargeComponents(grid, level, minComponentShare);
  onProgress(0.15);
  soften(grid, level, smoothing);
  // Softening closes what is narrow and parts what is thin.
  dropped += keepOuterSurfaces(grid, SOFT_LEVEL, minComponentShare).dropped;
  const cut = options.flatBase ? flatBase(grid, SOFT_LEVEL) : null;
  if (cut) {
    cutBelow(grid, cut.layer);
    dropped += keepOuterSurfaces(grid, SOFT_LEVEL, minComponentShare).dropped;
  }
  onProgress(0.25);
  const floor = cut ? gridCoordinate(grid, cut.layer) : undefined;
  const { positions: before, indices } = marchingCubes(grid, SOFT_LEVEL, { floor: cut?.layer });
  grid.density = new Float32Array(0);
  onProgress(0.3);
  const positions = fairPositions({ positions: before, indices }, FAIRING * smoothing, {
    floor,
    onProgress: (progress) => onProgress(0.3 + 0.6 * progress),
  });
  untangle(positions, before, indices, GAP * extentOf(positions));
  const mesh = outerBodies({ positions, indices });
  return {
    ...mesh,
    normals: vertexNormals(mesh),
    dropped,
    base: cut && floor !== undefined ? { y: floor, share: cut.share } : undefined,
  };
}

/** A mesh without bodies that smoothing has brought inside of others. */
function outerBodies(mesh: TriangleMesh): TriangleMesh {
  const outer = withoutBuried(mesh);
  if (outer === mesh.indices) return mesh;
  const { indices, kept } = compact(outer, mesh.positions.length / 3);
  return { indices, positions: gather(mesh.positions, kept) };
}
