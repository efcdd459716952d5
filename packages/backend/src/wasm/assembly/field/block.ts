// Long arrays of floats, a block for each task. A length that is no multiple of 16 bytes reaches into the
// spare bytes that the pool leaves behind every array, which hold zeros.

// @ts-ignore: decorator
@inline
const BYTES: usize = 65536;

/** Bytes of one task. */
export function blockBytes(): usize {
  return BYTES;
}

/** Sets everything from `begin` up to `end` to zero. */
export function clear(block: i32, scratch: usize, begin: usize, end: usize): void {
  begin += <usize>block * BYTES;
  memory.fill(begin, 0, min(BYTES, end - begin));
}

/** Sets `found[block]` to 1 when a number of the block is not finite, else to 0. */
export function findNotFinite(block: i32, scratch: usize, begin: usize, end: usize, found: usize): void {
  begin += <usize>block * BYTES;
  end = min(begin + BYTES, end);
  // 0 * x is 0 for every finite x, and else not a number, which it stays in a sum.
  let sum = f32x4.splat(0);
  for (; begin < end; begin += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(begin), f32x4.splat(0)));
  store<i32>(found + block * 4, v128.any_true(f32x4.ne(sum, sum)) ? 1 : 0);
}
