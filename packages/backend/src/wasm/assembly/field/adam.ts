// Adam (Kingma and Ba 2015, algorithm 1), in place. See `adam.ts` of the package for what `sparse` means.
// Whole vectors: where a length is no multiple of 4 the last one reaches into the spare bytes that the pool
// leaves behind every array, which hold zeros and stay so.

// @ts-ignore: decorator
@inline
const BLOCK: i32 = 16384;

/** Values of one task. */
export function adamBlock(): i32 {
  return BLOCK;
}

/**
 * One block of: first and second moments of `gradient`, then data -= rate * first / (sqrt(second *
 * correction) + epsilon).
 */
export function adam(
  block: i32,
  scratch: usize,
  data: usize,
  gradient: usize,
  first: usize,
  second: usize,
  length: i32,
  sparse: i32,
  rate: f32,
  beta1: f32,
  beta2: f32,
  epsilon: f32,
  correction: f32,
): void {
  const start = <usize>(block * BLOCK) * 4;
  const end = <usize>min((block + 1) * BLOCK, length) * 4;
  const keep1 = f32x4.splat(beta1);
  const keep2 = f32x4.splat(beta2);
  const take1 = f32x4.splat(1 - beta1);
  const take2 = f32x4.splat(1 - beta2);
  const step = f32x4.splat(rate);
  const eps = f32x4.splat(epsilon);
  const scale = f32x4.splat(correction);
  for (let i = start; i < end; i += 16) {
    const g = v128.load(gradient + i);
    const touched = sparse ? f32x4.ne(g, f32x4.splat(0)) : i32x4.splat(-1);
    if (!v128.any_true(touched)) continue;
    const m0 = v128.load(first + i);
    const v0 = v128.load(second + i);
    const m = f32x4.add(f32x4.mul(keep1, m0), f32x4.mul(take1, g));
    const v = f32x4.add(f32x4.mul(keep2, v0), f32x4.mul(take2, f32x4.mul(g, g)));
    const p0 = v128.load(data + i);
    const move = f32x4.div(f32x4.mul(step, m), f32x4.add(f32x4.sqrt(f32x4.mul(v, scale)), eps));
    v128.store(first + i, v128.bitselect(m, m0, touched));
    v128.store(second + i, v128.bitselect(v, v0, touched));
    v128.store(data + i, v128.bitselect(f32x4.sub(p0, move), p0, touched));
  }
}
