// Matrix products over a tile of points. A tile array is [rows][TILE], so that a vector holds four points of
// one row.
import { madd, sumLanes } from '../simd';

/** Points in a tile: few enough that a tile's rows, gradients and weights stay in the first-level cache. */
export const TILE: i32 = 32;
/** Bytes of one row of a tile. */
export const ROW: usize = 4 * TILE;

/**
 * c[rows][TILE] = sum over depth of a[depth][rows] * b[depth][TILE], then max(0, .) when `relu`. Rows is a
 * multiple of 4. Blocks of 4 rows by 8 points: eight accumulators cover the latency of a fused multiply-add
 * and fit sixteen registers.
 */
export function multiply(a: usize, b: usize, c: usize, rows: i32, depth: i32, relu: bool): void {
  const zero = f32x4.splat(0);
  const stride = <usize>rows * 4;
  for (let m = 0; m < rows; m += 4) {
    for (let p: usize = 0; p < ROW; p += 32) {
      let c00 = zero;
      let c01 = zero;
      let c10 = zero;
      let c11 = zero;
      let c20 = zero;
      let c21 = zero;
      let c30 = zero;
      let c31 = zero;
      let pa = a + m * 4;
      let pb = b + p;
      const end = pb + depth * ROW;
      while (pb < end) {
        const b0 = v128.load(pb);
        const b1 = v128.load(pb, 16);
        const a0 = v128.load_splat<f32>(pa);
        c00 = madd(a0, b0, c00);
        c01 = madd(a0, b1, c01);
        const a1 = v128.load_splat<f32>(pa, 4);
        c10 = madd(a1, b0, c10);
        c11 = madd(a1, b1, c11);
        const a2 = v128.load_splat<f32>(pa, 8);
        c20 = madd(a2, b0, c20);
        c21 = madd(a2, b1, c21);
        const a3 = v128.load_splat<f32>(pa, 12);
        c30 = madd(a3, b0, c30);
        c31 = madd(a3, b1, c31);
        pa += stride;
        pb += ROW;
      }
      if (relu) {
        c00 = f32x4.pmax(c00, zero);
        c01 = f32x4.pmax(c01, zero);
        c10 = f32x4.pmax(c10, zero);
        c11 = f32x4.pmax(c11, zero);
        c20 = f32x4.pmax(c20, zero);
        c21 = f32x4.pmax(c21, zero);
        c30 = f32x4.pmax(c30, zero);
        c31 = f32x4.pmax(c31, zero);
      }
      const pc = c + m * ROW + p;
      v128.store(pc, c00);
      v128.store(pc, c01, 16);
      v128.store(pc + ROW, c10);
      v128.store(pc + ROW, c11, 16);
      v128.store(pc + 2 * ROW, c20);
      v128.store(pc + 2 * ROW, c21, 16);
      v128.store(pc + 3 * ROW, c30);
      v128.store(pc + 3 * ROW, c31, 16);
    }
  }
}

/**
 * sums[rows][columns] += a[rows][TILE] * b[columns][TILE], where each sum is a vector of four partial sums
 * (`foldSums` adds them up). Rows and columns are multiples of 4 and 2.
 */
export function accumulateOuter(sums: usize, a: usize, b: usize, rows: i32, columns: i32): void {
  const stride = <usize>columns * 16;
  for (let m = 0; m < rows; m += 4) {
    for (let n = 0; n < columns; n += 2) {
      const s = sums + m * stride + n * 16;
      let s00 = v128.load(s);
      let s01 = v128.load(s, 16);
      let s10 = v128.load(s + stride);
      let s11 = v128.load(s + stride, 16);
      let s20 = v128.load(s + 2 * stride);
      let s21 = v128.load(s + 2 * stride, 16);
      let s30 = v128.load(s + 3 * stride);
      let s31 = v128.load(s + 3 * stride, 16);
      let pa = a + m * ROW;
      let pb = b + n * ROW;
      const end = pb + ROW;
      while (pb < end) {
        const b0 = v128.load(pb);
        const b1 = v128.load(pb, ROW);
        const a0 = v128.load(pa);
        s00 = madd(a0, b0, s00);
        s01 = madd(a0, b1, s01);
        const a1 = v128.load(pa, ROW);
        s10 = madd(a1, b0, s10);
        s11 = madd(a1, b1, s11);
        const a2 = v128.load(pa, 2 * ROW);
        s20 = madd(a2, b0, s20);
        s21 = madd(a2, b1, s21);
        const a3 = v128.load(pa, 3 * ROW);
        s30 = madd(a3, b0, s30);
        s31 = madd(a3, b1, s31);
        pa += 16;
        pb += 16;
      }
      v128.store(s, s00);
      v128.store(s, s01, 16);
      v128.store(s + stride, s10);
      v128.store(s + stride, s11, 16);
      v128.store(s + 2 * stride, s20);
      v128.store(s + 2 * stride, s21, 16);
      v128.store(s + 3 * stride, s30);
      v128.store(s + 3 * stride, s31, 16);
    }
  }
}

/** out[i] = the four partial sums of sums[i], added. */
export function foldSums(sums: usize, out: usize, count: i32): void {
  for (let i = 0; i < count; i++) store<f32>(out + i * 4, sumLanes(v128.load(sums + i * 16)));
}

/** out[columns][rows] = in[rows][columns]. */
export function transpose(input: usize, out: usize, rows: i32, columns: i32): void {
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      store<f32>(out + (c * rows + r) * 4, load<f32>(input + (r * columns + c) * 4));
    }
  }
}
