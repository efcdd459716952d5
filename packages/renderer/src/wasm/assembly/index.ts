// Sampling and compositing of rays as tasks; what they compute is defined by `RaySampler` and `Compositor`. As with the field's
// kernels, no task depends on which thread runs it. A task has RAYS rays.
import { exp4 } from '@modeseek/backend/src/wasm/assembly/simd';

// @ts-ignore: decorator
@inline
const RAYS: i32 = 256;

/** Rays of one task. */
export function taskRays(): i32 {
  return RAYS;
}

/**
 * Walks along a ray, from piece to piece, and counts those that are not in an empty cell.
 * @param positions where the first sample goes, with its distance at `t` and the length of its piece at `delta`; 0 places none
 */
// @ts-ignore: decorator
@inline
function walk(
  ray: i32,
  origins: usize,
  directions: usize,
  places: usize,
  cells: usize,
  n: i32,
  step: f64,
  positions: usize,
  t: usize,
  delta: usize,
): i32 {
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
  const ox = <f64>load<f32>(origin);
  const oy = <f64>load<f32>(origin, 4);
  const oz = <f64>load<f32>(origin, 8);
  const dx = <f64>load<f32>(direction);
  const dy = <f64>load<f32>(direction, 4);
  const dz = <f64>load<f32>(direction, 8);
  const place = load<f64>(places + ray * 8);
  const half = <f64>n / 2;
  let count = 0;
  for (let k = 0, start = near; start < far; k++, start = near + <f64>k * step) {
    const length = min(step, far - start);
    const at = start + place * length;
    const x = ox + at * dx;
    const y = oy + at * dy;
    const z = oz + at * dz;
    // Truncated towards 0, so that a hair outside the cube is in its outermost cell.
    const cellX = min(n - 1, <i32>((x + 1) * half));
    const cellY = min(n - 1, <i32>((y + 1) * half));
    const cellZ = min(n - 1, <i32>((z + 1) * half));
    if (load<u8>(cells + ((cellX * n + cellY) * n + cellZ)) == 0) continue;
    if (positions) {
      store<f32>(positions, <f32>x);
      store<f32>(positions, <f32>y, 4);
      store<f32>(positions, <f32>z, 8);
      store<f32>(t, <f32>at);
      store<f32>(delta, <f32>length);
      positions += 12;
      t += 4;
      delta += 4;
    }
    count++;
  }
  return count;
}

/**
 * Walks along the rays of a task. With `positions` 0, counts the samples of each, to `offsets`; else places them: those of ray r begin at
 * `offsets[r]`.
 */
export function sample(
  task: i32,
  scratch: usize,
  rays: i32,
  origins: usize,
  directions: usize,
  places: usize,
  cells: usize,
  n: i32,
  step: f64,
  offsets: usize,
  positions: usize,
  t: usize,
  delta: usize,
): void {
  const end = min((task + 1) * RAYS, rays);
  for (let ray = task * RAYS; ray < end; ray++) {
    const first = positions ? <usize>load<i32>(offsets + ray * 4) : 0;
    const to = positions ? positions + first * 12 : 0;
    const count = walk(ray, origins, directions, places, cells, n, step, to, t + first * 4, delta + first * 4);
    if (!positions) store<i32>(offsets + ray * 4, count);
  }
}

/** What rays gather: colour `[rays, 3]`, opacity and depth `[rays]`. Keeps transmittance behind each sample, and each ray's last sample. */
export function composite(
  task: i32,
  scratch: usize,
  rays: i32,
  end: f64,
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
    let transmittance: f64 = 1;
    let red: f64 = 0;
    let green: f64 = 0;
    let blue: f64 = 0;
    let opacity: f64 = 0;
    let depth: f64 = 0;
    const stop = load<i32>(offsets + ray * 4, 4);
    let sample = load<i32>(offsets + ray * 4);
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
    store<i32>(ends + ray * 4, sample);
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

/** The backward of `composite`, for the same arrays, given the gradient by what it gave: writes that by each sample's density and colour. */
export function compositeBackward(
  task: i32,
  scratch: usize,
  rays: i32,
  offsets: usize,
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
    const begin = load<i32>(offsets + ray * 4);
    const end = load<i32>(ends + ray * 4);
    const unseen = load<i32>(offsets + ray * 4, 4) - end;
    memory.fill(byDensity + end * 4, 0, unseen * 4);
    memory.fill(byColour + end * 12, 0, unseen * 12);
    let further: f64 = 0;
    let after = end > begin ? <f64>load<f32>(behind + (end - 1) * 4) : 1;
    for (let sample = end - 1; sample >= begin; sample--) {
      const before = sample > begin ? <f64>load<f32>(behind + (sample - 1) * 4) : 1;
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
