// The multi-resolution hash grid (Mueller et al. 2022): trilinear gather, and the scatter that is its
// transpose.
import { madd } from '../simd';
import { ROW, TILE } from './tile';

/**
 * One level, as the host writes it. Multipliers are those of `grid.ts`; the low bits of a hash are kept by
 * `mask`.
 */
@unmanaged
class Level {
  resolution: i32;
  /** Its first entry. */
  offset: i32;
  /** 0 for a level indexed directly. */
  mask: i32;
  /** 0 to 1, from the number of active levels. */
  weight: f32;
  mx: i32;
  my: i32;
  mz: i32;
  unused: i32;
}

// @ts-ignore: decorator
@inline
const LEVEL_BYTES: usize = 32;

/** Address of a level's entry (two floats). */
// @ts-ignore: decorator
@inline
function entry(table: usize, mask: i32, a: i32, b: i32, c: i32): usize {
  return table + (<usize>(mask ? (a ^ b ^ c) & mask : a + b + c) << 3);
}

/** The two entries of an edge along x, as one vector. */
// @ts-ignore: decorator
@inline
function loadEdge(low: usize, high: usize): v128 {
  return v128.load_lane<u64>(high, v128.load64_zero(low), 1);
}

/**
 * Adds a vector to the two entries of an edge along x, one after the other: a hash may send both to one
 * place.
 */
// @ts-ignore: decorator
@inline
function addEdge(low: usize, high: usize, value: v128): void {
  v128.store_lane<u64>(low, f32x4.add(v128.load64_zero(low), value), 0);
  const upper = v128.shuffle<u64>(value, value, 1, 1);
  v128.store_lane<u64>(high, f32x4.add(v128.load64_zero(high), upper), 0);
}

/**
 * Walks one level over `count` points (a multiple of TILE). With `scatter` false, writes the level's two
 * features into tiles of `rows` rows, 0 outside the cube. With `scatter` true, adds the features' gradients
 * to the table of gradients.
 */
// @ts-ignore: decorator
@inline
function walkLevel(
  scatter: bool,
  points: usize,
  count: i32,
  table: usize,
  levels: usize,
  index: i32,
  tiles: usize,
  rows: i32,
): void {
  const level = changetype<Level>(levels + index * LEVEL_BYTES);
  const mask = level.mask;
  const mx = level.mx;
  const my = level.my;
  const mz = level.mz;
  const weight = level.weight;
  const resolution = f32x4.splat(<f32>level.resolution);
  const lastCell = i32x4.splat(level.resolution - 1);
  const one = f32x4.splat(1);
  const half = f32x4.splat(0.5);
  const tileBytes = <usize>rows * ROW;
  table += <usize>level.offset << 3;
  let tile = tiles + index * 2 * ROW;
  for (let start = 0; start < count; start += TILE, tile += tileBytes) {
    if (weight == 0) {
      if (!scatter) memory.fill(tile, 0, 2 * ROW);
      continue;
    }
    for (let i: usize = 0; i < ROW; i += 4, points += 12) {
      const slot = tile + i;
      let gradient = f32x4.splat(0);
      if (scatter) {
        const g0 = load<f32>(slot);
        const g1 = load<f32>(slot, ROW);
        if (g0 == 0 && g1 == 0) continue;
        gradient = f32x4.mul(f32x4(g0, g1, g0, g1), f32x4.splat(weight));
      }
      // x, y, z and a lane that does not matter.
      const position = v128.load(points);
      if (!scatter) {
        const inside = i32x4.bitmask(f32x4.le(f32x4.abs(position), one)) & 7;
        if (inside != 7) {
          store<f32>(slot, 0);
          store<f32>(slot, 0, ROW);
          continue;
        }
      }
      const scaled = f32x4.mul(f32x4.add(f32x4.mul(position, half), half), resolution);
      const cell = i32x4.max_s(i32x4.min_s(i32x4.trunc_sat_f32x4_s(scaled), lastCell), i32x4.splat(0));
      const upper = f32x4.sub(scaled, f32x4.convert_i32x4_s(cell));
      const lower = f32x4.sub(one, upper);
      const x0 = i32x4.extract_lane(cell, 0) * mx;
      const y0 = i32x4.extract_lane(cell, 1) * my;
      const z0 = i32x4.extract_lane(cell, 2) * mz;
      const x1 = x0 + mx;
      const y1 = y0 + my;
      const z1 = z0 + mz;
      const p00 = entry(table, mask, x0, y0, z0);
      const q00 = entry(table, mask, x1, y0, z0);
      const p10 = entry(table, mask, x0, y1, z0);
      const q10 = entry(table, mask, x1, y1, z0);
      const p01 = entry(table, mask, x0, y0, z1);
      const q01 = entry(table, mask, x1, y0, z1);
      const p11 = entry(table, mask, x0, y1, z1);
      const q11 = entry(table, mask, x1, y1, z1);
      // Weights of the two ends along x, one per float of an edge; and of the four edges.
      const wx = v128.shuffle<f32>(lower, upper, 0, 0, 4, 4);
      const edges = f32x4.mul(
        v128.shuffle<f32>(lower, upper, 1, 5, 1, 5),
        v128.shuffle<f32>(lower, upper, 2, 2, 6, 6),
      );
      const w00 = v128.shuffle<f32>(edges, edges, 0, 0, 0, 0);
      const w10 = v128.shuffle<f32>(edges, edges, 1, 1, 1, 1);
      const w01 = v128.shuffle<f32>(edges, edges, 2, 2, 2, 2);
      const w11 = v128.shuffle<f32>(edges, edges, 3, 3, 3, 3);
      if (scatter) {
        gradient = f32x4.mul(gradient, wx);
        addEdge(p00, q00, f32x4.mul(gradient, w00));
        addEdge(p10, q10, f32x4.mul(gradient, w10));
        addEdge(p01, q01, f32x4.mul(gradient, w01));
        addEdge(p11, q11, f32x4.mul(gradient, w11));
      } else {
        let sum = f32x4.mul(loadEdge(p00, q00), w00);
        sum = madd(loadEdge(p10, q10), w10, sum);
        sum = madd(loadEdge(p01, q01), w01, sum);
        sum = madd(loadEdge(p11, q11), w11, sum);
        sum = f32x4.mul(sum, f32x4.mul(wx, f32x4.splat(weight)));
        sum = f32x4.add(sum, v128.shuffle<f32>(sum, sum, 2, 3, 2, 3));
        store<f32>(slot, f32x4.extract_lane(sum, 0));
        store<f32>(slot, f32x4.extract_lane(sum, 1), ROW);
      }
    }
  }
}

/** Features of one level at `count` points, into tiles. */
export function gatherLevel(
  points: usize,
  count: i32,
  table: usize,
  levels: usize,
  index: i32,
  tiles: usize,
  rows: i32,
): void {
  walkLevel(false, points, count, table, levels, index, tiles, rows);
}

/** Adds to one level's gradients, given the gradients of its features in tiles. */
export function scatterLevel(
  points: usize,
  count: i32,
  tableGradient: usize,
  levels: usize,
  index: i32,
  tiles: usize,
  rows: i32,
): void {
  walkLevel(true, points, count, tableGradient, levels, index, tiles, rows);
}
