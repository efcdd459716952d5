import { type DensityGrid, gridCoordinate } from './density-grid.ts';
import { CORNERS, EDGES, TRIANGLES } from './marching-cubes-table.ts';
import type { TriangleMesh } from './triangle-mesh.ts';

/**
 * How near a vertex comes to the ends of its edge, as a share of the edge: that holds vertices, and triangles
 * that do not touch, apart by about as much, in single precision as well.
 */
const OFF_ENDS = 0.01;

export interface MarchingCubesOptions {
  /**
   * The layer of samples along y that the surface ends with, flat: what is in it and above a sample that is
   * not inside gets its vertices there exactly. All below must be outside.
   */
  floor?: number;
}

/**
 * The surface where a grid's density crosses `level`, by marching cubes (Lorensen and Cline 1987), vertices
 * placed by linear interpolation along the edges. For any data it is closed, oriented, 2-manifold (the grid's
 * faces are empty), and does not meet itself: each cell's part stays in the cell and meets the cell's faces
 * in lines alone, on which neighbours agree; for the parts of one cell see the table.
 */
export function marchingCubes(
  grid: DensityGrid,
  level: number,
  { floor }: MarchingCubesOptions = {},
): TriangleMesh {
  const { size, density } = grid;
  const steps = [1, size, size * size];
  let corners = 0;
  let vertices = 0;
  eachCutCell(grid, level, (_, inside) => {
    corners += TRIANGLES[inside].length;
    // Each edge that is cut starts from the first corner of one cell.
    for (let axis = 0; axis < 3; axis++) vertices += (inside ^ (inside >> (1 << axis))) & 1;
  });
  const positions = new Float32Array(vertices * 3);
  const indices = new Uint32Array(corners);

  // Vertices on the edges that start in an even slice of samples and in an odd one, plus one.
  const vertexOf = new Uint32Array(2 * 3 * steps[2]);
  let made = 0;
  const vertexOn = (from: number, axis: number): number => {
    const slot = axis * 2 * steps[2] + (from % (2 * steps[2]));
    if (vertexOf[slot] > 0) return vertexOf[slot] - 1;
    vertexOf[slot] = ++made;
    const to = from + steps[axis];
    const share = (level - density[from]) / (density[to] - density[from]);
    const start = [from % size, Math.floor(from / size) % size, Math.floor(from / steps[2])];
    const onFloor = axis === 1 && start[1] + 1 === floor;
    for (let c = 0; c < 3; c++) {
      const low = gridCoordinate(grid, start[c]);
      const high = gridCoordinate(grid, start[c] + 1);
      const t = onFloor ? 1 : Math.min(1 - OFF_ENDS, Math.max(OFF_ENDS, share));
      positions[(made - 1) * 3 + c] = c === axis ? low + t * (high - low) : low;
    }
    return made - 1;
  };

  const offsets = CORNERS.map(([x, y, z]) => x * steps[0] + y * steps[1] + z * steps[2]);
  let slice = 0;
  let written = 0;
  eachCutCell(grid, level, (cell, inside) => {
    for (; slice < Math.floor(cell / steps[2]); slice++) {
      // What started in the slice that is left makes room for the slice after the next.
      for (let axis = 0; axis < 3; axis++) {
        const begin = (axis * 2 + (slice % 2)) * steps[2];
        vertexOf.fill(0, begin, begin + steps[2]);
      }
    }
    for (const edge of TRIANGLES[inside]) {
      const { from, axis } = EDGES[edge];
      indices[written++] = vertexOn(cell + offsets[from], axis);
    }
  });
  return { positions, indices };
}

/**
 * Visits the cells that have both kinds of corners, in the order of their first samples.
 * @param visit told the first sample, and the corners inside: bit c for corner c
 */
function eachCutCell(
  { size, density }: DensityGrid,
  level: number,
  visit: (cell: number, inside: number) => void,
): void {
  for (let z = 0; z < size - 1; z++) {
    for (let y = 0; y < size - 1; y++) {
      const row = (z * size + y) * size;
      let inside = 0;
      for (let x = 0; x < size; x++) {
        const i = row + x;
        // Corners of the next cell's near side are those of this one's far side.
        inside = (inside >> 1) & 0b01010101;
        if (density[i] > level) inside |= 0b10;
        if (density[i + size] > level) inside |= 0b1000;
        if (density[i + size * size] > level) inside |= 0b100000;
        if (density[i + size * size + size] > level) inside |= 0b10000000;
        if (x > 0 && inside !== 0 && inside !== 255) visit(i - 1, inside);
      }
    }
  }
}
