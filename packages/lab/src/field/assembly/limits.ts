// What the machine can do, in AssemblyScript: compiled when the benchmark runs.

/**
 * Chains of multiply-adds that do not wait for one another: enough to hide an instruction's latency on any
 * processor.
 */
// @ts-expect-error: decorator
@inline
const CHAINS: i32 = 12;

// @ts-expect-error: decorator
@inline
function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Floating-point operations of one of `multiplyAdds`' rounds. */
export function operations(): i32 {
  return CHAINS * 4 * 2;
}

/** Twelve vector multiply-adds a round, all in registers. */
export function multiplyAdds(rounds: i32): f32 {
  const a = f32x4.splat(0.999);
  const b = f32x4.splat(0.001);
  let c0 = f32x4.splat(0);
  let c1 = f32x4.splat(1);
  let c2 = f32x4.splat(2);
  let c3 = f32x4.splat(3);
  let c4 = f32x4.splat(4);
  let c5 = f32x4.splat(5);
  let c6 = f32x4.splat(6);
  let c7 = f32x4.splat(7);
  let c8 = f32x4.splat(8);
  let c9 = f32x4.splat(9);
  let c10 = f32x4.splat(10);
  let c11 = f32x4.splat(11);
  for (let i = 0; i < rounds; i++) {
    c0 = madd(c0, a, b);
    c1 = madd(c1, a, b);
    c2 = madd(c2, a, b);
    c3 = madd(c3, a, b);
    c4 = madd(c4, a, b);
    c5 = madd(c5, a, b);
    c6 = madd(c6, a, b);
    c7 = madd(c7, a, b);
    c8 = madd(c8, a, b);
    c9 = madd(c9, a, b);
    c10 = madd(c10, a, b);
    c11 = madd(c11, a, b);
  }
  c0 = f32x4.add(f32x4.add(f32x4.add(c0, c1), f32x4.add(c2, c3)), f32x4.add(f32x4.add(c4, c5), f32x4.add(c6, c7)));
  c0 = f32x4.add(c0, f32x4.add(f32x4.add(c8, c9), f32x4.add(c10, c11)));
  return f32x4.extract_lane(c0, 0) + f32x4.extract_lane(c0, 1) + f32x4.extract_lane(c0, 2) + f32x4.extract_lane(c0, 3);
}

/** Sum of `bytes` of memory (a multiple of 64) from address 0 on. */
export function readAll(bytes: usize): f32 {
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += 64) {
    a = f32x4.add(a, f32x4.add(v128.load(i), v128.load(i, 16)));
    b = f32x4.add(b, f32x4.add(v128.load(i, 32), v128.load(i, 48)));
  }
  return f32x4.extract_lane(f32x4.add(a, b), 0);
}
