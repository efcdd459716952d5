import type { FieldQuery } from '@modeseek/core';
import { queryEach } from './query.ts';

/**
 * Densities at the corners of `resolution`^3 cells that fill the cube [-1, 1]^3: `size` = resolution + 1
 * samples along each axis, x fastest: `density[(z * size + y) * size + x]`. Samples on the cube's faces are
 * 0.
 */
export interface DensityGrid {
  resolution: number;
  size: number;
  /** Edge of a cell, world units. */
  spacing: number;
  density: Float32Array;
}

export function createGrid(resolution: number): DensityGrid {
  const size = resolution + 1;
  return { resolution, size, spacing: 2 / resolution, density: new Float32Array(size ** 3) };
}

/** From a sample's index to those of the six beside it. Over a face of the cube they lead to another face. */
export function neighbourSteps({ size }: DensityGrid): number[] {
  return [1, -1, size, -size, size * size, -size * size];
}

/** Visits the samples on the grid's six faces, those on edges more than once. */
export function eachOnFace(size: number, visit: (index: number) => void): void {
  const steps = [1, size, size * size];
  for (let axis = 0; axis < 3; axis++) {
    const [u, v] = [steps[(axis + 1) % 3], steps[(axis + 2) % 3]];
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        visit(i * u + j * v);
        visit(i * u + j * v + (size - 1) * steps[axis]);
      }
    }
  }
}

/** Of sample `i` along an axis, world units, in single precision. */
export function gridCoordinate({ spacing }: DensityGrid, i: number): number {
  return Math.fround(i * spacing - 1);
}

/** Writes the world position of sample `index` to `out[at .. at + 2]`. */
export function samplePosition(grid: DensityGrid, index: number, out: Float32Array, at: number): void {
  const { size } = grid;
  out[at] = gridCoordinate(grid, index % size);
  out[at + 1] = gridCoordinate(grid, Math.floor(index / size) % size);
  out[at + 2] = gridCoordinate(grid, Math.floor(index / (size * size)));
}

export interface SampleResult {
  grid: DensityGrid;
  /** Points queried. */
  queries: number;
  /** Of those, points whose density was not finite; they count as empty. */
  nonFinite: number;
}

/** Cells along the edge of a block, the unit of refinement. */
const BLOCK = 4;

/**
 * Samples a field's density on a grid, coarse to fine: first every fourth sample along each axis, then whole
 * blocks of 4^3 cells wherever a sample above `floor` touches them, until no sample above `floor` touches a
 * block not yet sampled.
 *
 * So every grid edge with an end above `floor` is known at both ends, exactly as in a dense sampling, and
 * anything connected to what the coarse samples hit is found however thin it is. What is not queried is 0,
 * and so are the cube's faces, which closes every surface.
 * @param resolution cells along an axis
 * @param floor densities up to this may be missed
 */
export async function sampleDensity(
  query: FieldQuery,
  resolution: number,
  floor: number,
  onProgress: (progress: number) => void = () => {},
): Promise<SampleResult> {
  const grid = createGrid(resolution);
  const { size, density } = grid;
  const blocks = Math.ceil(resolution / BLOCK);
  const sampled = new Uint8Array(density.length);
  const wanted = new Uint8Array(blocks ** 3);
  let queue: number[] = [];
  let queries = 0;
  let nonFinite = 0;

  /** Queues the blocks that hold a sample: up to eight, when it lies on a corner that they share. */
  const wantBlocksAround = (index: number) => {
    const [x0, x1] = blockRange(index % size, blocks);
    const [y0, y1] = blockRange(Math.floor(index / size) % size, blocks);
    const [z0, z1] = blockRange(Math.floor(index / (size * size)), blocks);
    for (let z = z0; z <= z1; z++) {
      for (let y = y0; y <= y1; y++) {
        for (let x = x0; x <= x1; x++) {
          const block = (z * blocks + y) * blocks + x;
          if (wanted[block]) continue;
          wanted[block] = 1;
          queue.push(block);
        }
      }
    }
  };

  /** Adds a sample to a list, unless it is known or on a face of the cube. */
  const want = (x: number, y: number, z: number, list: number[]) => {
    const index = (z * size + y) * size + x;
    const last = size - 1;
    if (sampled[index] || x === 0 || y === 0 || z === 0 || x === last || y === last || z === last) return;
    sampled[index] = 1;
    list.push(index);
  };

  let progress = 0;
  const visit = async (list: readonly number[]) => {
    nonFinite += await queryEach(
      query,
      list.length,
      (i, out, at) => samplePosition(grid, list[i], out, at),
      (i, value) => {
        density[list[i]] = value;
        if (value > floor) wantBlocksAround(list[i]);
      },
      (done) => {
        progress = Math.max(progress, (queries + done) / (queries + list.length + queue.length * BLOCK ** 3));
        onProgress(progress);
      },
    );
    queries += list.length;
  };

  const coarse: number[] = [];
  for (let z = BLOCK; z < resolution; z += BLOCK) {
    for (let y = BLOCK; y < resolution; y += BLOCK) {
      for (let x = BLOCK; x < resolution; x += BLOCK) want(x, y, z, coarse);
    }
  }
  await visit(coarse);
  while (queue.length > 0) {
    const list: number[] = [];
    for (const block of queue) {
      const x0 = (block % blocks) * BLOCK;
      const y0 = (Math.floor(block / blocks) % blocks) * BLOCK;
      const z0 = Math.floor(block / (blocks * blocks)) * BLOCK;
      for (let z = z0; z <= Math.min(z0 + BLOCK, resolution); z++) {
        for (let y = y0; y <= Math.min(y0 + BLOCK, resolution); y++) {
          for (let x = x0; x <= Math.min(x0 + BLOCK, resolution); x++) want(x, y, z, list);
        }
      }
    }
    queue = [];
    await visit(list);
  }
  onProgress(1);
  return { grid, queries, nonFinite };
}

/** First and last block, along one axis, that hold sample `i`. */
function blockRange(i: number, blocks: number): [number, number] {
  const block = Math.floor(i / BLOCK);
  return [i % BLOCK === 0 && block > 0 ? block - 1 : block, Math.min(block, blocks - 1)];
}
