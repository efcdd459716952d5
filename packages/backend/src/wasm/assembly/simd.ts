// Vector arithmetic that kernels are made of.

/** a * b + c, fused where the engine has relaxed SIMD. */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Sum of the four lanes. */
// @ts-ignore: decorator
@inline
export function sumLanes(v: v128): f32 {
  const pairs = f32x4.add(v, v128.shuffle<f32>(v, v, 2, 3, 2, 3));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/**
 * e^x with x clamped to [-87, 88]: 2^n by exponent bits times a degree-6 Taylor polynomial of the remainder,
 * which is at most ln(2)/2 (relative error 1e-7). Not-a-number stays so.
 */
export function exp4(x: v128): v128 {
  x = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-87)), f32x4.splat(88));
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.4426950408889634)));
  // ln 2 in two parts, so that the remainder keeps its digits.
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
  let y = madd(r, f32x4.splat(1.0 / 720), f32x4.splat(1.0 / 120));
  y = madd(y, r, f32x4.splat(1.0 / 24));
  y = madd(y, r, f32x4.splat(1.0 / 6));
  y = madd(y, r, f32x4.splat(0.5));
  y = madd(y, r, f32x4.splat(1));
  y = madd(y, r, f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(y, power);
}

/** 1 / (1 + e^-x). */
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

/**
 * ln(1 + e^x) = max(x, 0) + ln(1 + t) with t = e^-|x| in (0, 1], and ln(1 + t) = 2 artanh(s), s = t / (2 + t)
 * <= 1/3: seven terms of the odd series leave 1e-8.
 */
export function softplus4(x: v128): v128 {
  const t = exp4(f32x4.neg(f32x4.abs(x)));
  const s = f32x4.div(t, f32x4.add(t, f32x4.splat(2)));
  const q = f32x4.mul(s, s);
  let y = madd(q, f32x4.splat(2.0 / 13), f32x4.splat(2.0 / 11));
  y = madd(y, q, f32x4.splat(2.0 / 9));
  y = madd(y, q, f32x4.splat(2.0 / 7));
  y = madd(y, q, f32x4.splat(2.0 / 5));
  y = madd(y, q, f32x4.splat(2.0 / 3));
  y = madd(y, q, f32x4.splat(2));
  return f32x4.add(f32x4.pmax(x, f32x4.splat(0)), f32x4.mul(y, s));
}
