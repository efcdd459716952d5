// Sampling and compositing of rays as tasks; what they compute is defined by `RaySampler` and `Compositor`.
// As with the field's kernels, no task depends on which thread runs it. A task has RAYS rays.
//
// Rays go on a few samples at a time, in waves, until they let no more light through or have no samples left:
// what lies behind a surface is never asked of the field. The samples of a wave lie together, and of each ray
// in order.
import { exp4 } from '../simd';

// @ts-ignore: decorator
@inline
const RAYS: i32 = 256;

/** Rays of one task. */
export function taskRays(): i32 {
  return RAYS;
}

/** How far a ray has come. */
@unmanaged
class State {
  /** Where it enters the cube, and where it leaves. */
  near: f64;
  far: f64;
  transmittance: f64;
  red: f64;
  green: f64;
  blue: f64;
  opacity: f64;
  depth: f64;
}

// @ts-ignore: decorator
@inline
const STATE_BYTES: usize = 64;

/** Bytes of a ray's state. */
export function stateBytes(): usize {
  return STATE_BYTES;
}

/** A coordinate of the point at a distance along a ray. @param axis 0, 4 or 8 for x, y or z */
// @ts-ignore: decorator
@inline
function along(origin: usize, direction: usize, axis: usize, distance: f64): f64 {
  return <f64>load<f32>(origin + axis) + distance * <f64>load<f32>(direction + axis);
}

/**
 * Begins with the rays of a task: divides the way of each through the cube into pieces, sets a bit in `marks`
 * for every one whose sample is not in an empty cell, and their number in `left`.
 * @param words 32-bit words of marks of a ray, enough for a bit of each piece
 */
export function trace(
  task: i32,
  scratch: usize,
  rays: i32,
  origins: usize,
  directions: usize,
  places: usize,
  cells: usize,
  n: i32,
  step: f64,
  words: i32,
  marks: usize,
  states: usize,
  left: usize,
  rayColour: usize,
  rayOpacity: usize,
  rayDepth: usize,
): void {
  const end = min((task + 1) * RAYS, rays);
  for (let ray = task * RAYS; ray < end; ray++) {
    const origin = origins + ray * 12;
    const direction = directions + ray * 12;
    let near: f64 = 0;
    let far: f64 = Infinity;
    for (let axis: usize = 0; axis < 12; axis += 4) {
      const o = <f64>load<f32>(origin + axis);
      const d = <f64>load<f32>(direction + axis);
      if (d == 0) {
        if (abs(o) > 1) far = -1;
        continue;
      }
      const a = (-1 - o) / d;
      const b = (1 - o) / d;
      near = max(near, min(a, b));
      far = min(far, max(a, b));
    }
    const state = changetype<State>(states + ray * STATE_BYTES);
    for (let at: usize = 0; at < STATE_BYTES; at += 16) v128.store(changetype<usize>(state) + at, i64x2(0, 0));
    state.near = near;
    state.far = far;
    state.transmittance = 1;
    store<u64>(rayColour + ray * 12, 0);
    store<f32>(rayColour + ray * 12, 0, 8);
    store<f32>(rayOpacity + ray * 4, 0);
    store<f32>(rayDepth + ray * 4, 0);

    const place = load<f64>(places + ray * 8);
    const half = <f64>n / 2;
    const own = marks + ray * words * 4;
    for (let word = 0; word < words; word++) store<u32>(own + (word << 2), 0);
    let count = 0;
    for (let k = 0, start = near; start < far; k++, start = near + <f64>k * step) {
      const at = start + place * min(step, far - start);
      // Truncated towards 0, so that a hair outside the cube is in its outermost cell.
      const cellX = min(n - 1, <i32>((along(origin, direction, 0, at) + 1) * half));
      const cellY = min(n - 1, <i32>((along(origin, direction, 4, at) + 1) * half));
      const cellZ = min(n - 1, <i32>((along(origin, direction, 8, at) + 1) * half));
      if (load<u8>(cells + ((cellX * n + cellY) * n + cellZ)) == 0) continue;
      const word = own + ((k >> 5) << 2);
      store<u32>(word, load<u32>(word) | (1 << (k & 31)));
      count++;
    }
    store<i32>(left + ray * 4, count);
  }
}

/**
 * Places the next samples of each ray: those of ray r at `offsets[r]` up to `offsets[r + 1]`. Takes them off
 * `marks` and `left`.
 * @param positions where sample 0 goes, with its distance at `t` and the length of its piece at `delta`
 */
export function place(
  task: i32,
  scratch: usize,
  rays: i32,
  origins: usize,
  directions: usize,
  places: usize,
  step: f64,
  words: i32,
  marks: usize,
  states: usize,
  left: usize,
  offsets: usize,
  positions: usize,
  t: usize,
  delta: usize,
): void {
  const end = min((task + 1) * RAYS, rays);
  for (let ray = task * RAYS; ray < end; ray++) {
    let sample = load<i32>(offsets + ray * 4);
    const stop = load<i32>(offsets + ray * 4, 4);
    if (sample == stop) continue;
    store<i32>(left + ray * 4, load<i32>(left + ray * 4) - (stop - sample));
    const origin = origins + ray * 12;
    const direction = directions + ray * 12;
    const place = load<f64>(places + ray * 8);
    const state = changetype<State>(states + ray * STATE_BYTES);
    const near = state.near;
    const far = state.far;
    let word = marks + ray * words * 4;
    for (let first = 0; sample < stop; first += 32, word += 4) {
      let bits = load<u32>(word);
      while (bits && sample < stop) {
        const start = near + <f64>(first + <i32>ctz(bits)) * step;
        const length = min(step, far - start);
        const at = start + place * length;
        store<f32>(positions + sample * 12, <f32>along(origin, direction, 0, at));
        store<f32>(positions + sample * 12, <f32>along(origin, direction, 4, at), 4);
        store<f32>(positions + sample * 12, <f32>along(origin, direction, 8, at), 8);
        store<f32>(t + sample * 4, <f32>at);
        store<f32>(delta + sample * 4, <f32>length);
        bits &= bits - 1;
        sample++;
      }
      store<u32>(word, bits);
    }
  }
}

/**
 * What rays have gathered with one more wave of samples: colour `[rays, 3]`, opacity and depth `[rays]`.
 * Keeps transmittance behind each sample. A ray whose transmittance falls below `end` has none left, and its
 * wave's samples from `ends` on do not count.
 */
export function composite(
  task: i32,
  scratch: usize,
  rays: i32,
  end: f64,
  states: usize,
  left: usize,
  offsets: usize,
  t: usize,
  delta: usize,
  density: usize,
  colour: usize,
  behind: usize,
  ends: usize,
  rayColour: usize,
  rayOpacity: usize,
  rayDepth: usize,
): void {
  const first = task * RAYS;
  const last = min(first + RAYS, rays);
  // What each sample lets through, in the place of the transmittance behind it.
  const from = load<i32>(offsets + first * 4);
  const to = load<i32>(offsets + last * 4);
  let i = from;
  for (; i + 4 <= to; i += 4) v128.store(behind + i * 4, through(density + i * 4, delta + i * 4));
  if (i < to) {
    const rest = through(density + i * 4, delta + i * 4);
    store<f32>(behind + i * 4, f32x4.extract_lane(rest, 0));
    if (i + 1 < to) store<f32>(behind + i * 4, f32x4.extract_lane(rest, 1), 4);
    if (i + 2 < to) store<f32>(behind + i * 4, f32x4.extract_lane(rest, 2), 8);
  }
  for (let ray = first; ray < last; ray++) {
    const stop = load<i32>(offsets + ray * 4, 4);
    let sample = load<i32>(offsets + ray * 4);
    if (sample == stop) continue;
    const state = changetype<State>(states + ray * STATE_BYTES);
    let transmittance = state.transmittance;
    let red = state.red;
    let green = state.green;
    let blue = state.blue;
    let opacity = state.opacity;
    let depth = state.depth;
    for (; sample < stop && transmittance >= end; sample++) {
      const next = transmittance * <f64>load<f32>(behind + sample * 4);
      const weight = transmittance - next;
      const c = colour + sample * 12;
      red += weight * <f64>load<f32>(c);
      green += weight * <f64>load<f32>(c, 4);
      blue += weight * <f64>load<f32>(c, 8);
      opacity += weight;
      depth += weight * <f64>load<f32>(t + sample * 4);
      store<f32>(behind + sample * 4, <f32>next);
      transmittance = next;
    }
    if (!(transmittance >= end)) store<i32>(left + ray * 4, 0);
    store<i32>(ends + ray * 4, sample);
    state.transmittance = transmittance;
    state.red = red;
    state.green = green;
    state.blue = blue;
    state.opacity = opacity;
    state.depth = depth;
    store<f32>(rayColour + ray * 12, <f32>red);
    store<f32>(rayColour + ray * 12, <f32>green, 4);
    store<f32>(rayColour + ray * 12, <f32>blue, 8);
    store<f32>(rayOpacity + ray * 4, <f32>opacity);
    store<f32>(rayDepth + ray * 4, <f32>depth);
  }
}

/** e^(-density delta) of four samples. */
// @ts-ignore: decorator
@inline
function through(density: usize, delta: usize): v128 {
  return exp4(f32x4.neg(f32x4.mul(v128.load(density), v128.load(delta))));
}

/**
 * The backward of all waves of `composite`, for the same arrays, given the gradient by what it gave: writes
 * that by each sample's density and colour.
 * @param offsets of the first wave; those of the next are `offsetBytes` further
 */
export function compositeBackward(
  task: i32,
  scratch: usize,
  rays: i32,
  waves: i32,
  offsets: usize,
  offsetBytes: usize,
  t: usize,
  delta: usize,
  colour: usize,
  behind: usize,
  ends: usize,
  byRayColour: usize,
  byRayOpacity: usize,
  byRayDepth: usize,
  byDensity: usize,
  byColour: usize,
): void {
  const last = min((task + 1) * RAYS, rays);
  for (let ray = task * RAYS; ray < last; ray++) {
    const red = <f64>load<f32>(byRayColour + ray * 12);
    const green = <f64>load<f32>(byRayColour + ray * 12, 4);
    const blue = <f64>load<f32>(byRayColour + ray * 12, 8);
    const opacity = <f64>load<f32>(byRayOpacity + ray * 4);
    const depth = <f64>load<f32>(byRayDepth + ray * 4);
    const end = load<i32>(ends + ray * 4);
    let further: f64 = 0;
    let after: f64 = -1; // until the ray's last sample is reached
    for (let wave = waves - 1; wave >= 0; wave--) {
      const own = offsets + <usize>wave * offsetBytes + ray * 4;
      const begin = load<i32>(own);
      let sample = load<i32>(own, 4);
      if (begin == sample) continue;
      if (after < 0) {
        memory.fill(byDensity + end * 4, 0, (sample - end) * 4);
        memory.fill(byColour + end * 12, 0, (sample - end) * 12);
        sample = end;
        after = <f64>load<f32>(behind + (sample - 1) * 4);
      }
      // The sample in front of this wave's first is the last of the wave before, where each ray has one.
      const front = wave ? <f64>load<f32>(behind + (load<i32>(own - offsetBytes, 4) - 1) * 4) : 1;
      for (sample--; sample >= begin; sample--) {
        const before = sample > begin ? <f64>load<f32>(behind + (sample - 1) * 4) : front;
        const weight = before - after;
        const c = colour + sample * 12;
        const g =
          red * <f64>load<f32>(c) +
          green * <f64>load<f32>(c, 4) +
          blue * <f64>load<f32>(c, 8) +
          opacity +
          depth * <f64>load<f32>(t + sample * 4);
        const length = <f64>load<f32>(delta + sample * 4);
        store<f32>(byDensity + sample * 4, <f32>(length * (after * g - further)));
        further += weight * g;
        store<f32>(byColour + sample * 12, <f32>(weight * red));
        store<f32>(byColour + sample * 12, <f32>(weight * green), 4);
        store<f32>(byColour + sample * 12, <f32>(weight * blue), 8);
        after = before;
      }
    }
  }
}
