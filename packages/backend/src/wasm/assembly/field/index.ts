// The field and the optimiser as tasks. Every kernel takes a task number and a scratch area of the calling
// thread's own; no task depends on which thread runs it, so results do not depend on the number of threads.
import { gatherLevel, scatterLevel } from './grid';
import { sigmoid4, softplus4 } from '../simd';
import { accumulateOuter, foldSums, multiply, ROW, TILE, transpose } from './tile';

export { adam, adamBlock } from './adam';
export { blockBytes, clear, findNotFinite } from './block';

/**
 * Points of one task backward: a few dozen tiles share the set-up, and enough tasks remain to keep threads
 * equally busy.
 */
// @ts-ignore: decorator
@inline
const CHUNK: i32 = 1024;

/** Points of one task forward, which has no set-up. */
// @ts-ignore: decorator
@inline
const SPAN: i32 = 256;

// @ts-ignore: decorator
@inline
const OUTPUTS: i32 = 4;

/** Density logit that marks a point outside the cube. */
// @ts-ignore: decorator
@inline
const OUTSIDE: f32 = -Infinity;

/** Points of one task backward; the host pads point buffers to a multiple of it. */
export function chunkPoints(): i32 {
  return CHUNK;
}

/** Points of one task forward; a chunk is a multiple of it. */
export function spanPoints(): i32 {
  return SPAN;
}

/** Bytes of scratch that one thread needs. */
export function scratchBytes(inputs: i32, hidden: i32): usize {
  const rows = 2 * hidden + 2 * OUTPUTS;
  const weights = hidden * (inputs + OUTPUTS);
  return (inputs * SPAN + OUTPUTS * SPAN + rows * TILE + 5 * weights) * 4;
}

/**
 * Density and colour at one span of points. `features` and `logits` keep what `backward` needs; 0 leaves them
 * in scratch. Features are tiles of `inputs` rows (two per level, padded with zeros to a multiple of 4),
 * logits tiles of 4 rows, -infinity outside the cube.
 */
export function forward(
  span: i32,
  scratch: usize,
  points: usize,
  density: usize,
  colour: usize,
  features: usize,
  logits: usize,
  table: usize,
  hiddenWeight: usize,
  outputWeight: usize,
  levels: usize,
  levelCount: i32,
  inputs: i32,
  hidden: i32,
  densityBias: f32,
  blobRadius: f32,
): void {
  const spanFeatures = <usize>(inputs * SPAN * 4);
  const spanLogits = <usize>(OUTPUTS * SPAN * 4);
  let x = features ? features + span * spanFeatures : scratch;
  scratch += spanFeatures;
  let out = logits ? logits + span * spanLogits : scratch;
  scratch += spanLogits;
  points += span * SPAN * 12;
  density += span * SPAN * 4;
  colour += span * SPAN * 12;
  for (let level = 0; level < levelCount; level++) {
    gatherLevel(points, SPAN, table, levels, level, x, inputs);
  }
  const slope = f32x4.splat(-densityBias / blobRadius);
  const bias = f32x4.splat(densityBias);
  const one = f32x4.splat(1);
  for (let tile = 0; tile < SPAN / TILE; tile++) {
    for (let row = levelCount * 2; row < inputs; row++) memory.fill(x + row * ROW, 0, ROW);
    multiply(hiddenWeight, x, scratch, hidden, inputs, true);
    multiply(outputWeight, scratch, out, OUTPUTS, hidden, false);
    for (let i: usize = 0; i < ROW; i += 16) {
      const v0 = v128.load(points);
      const v1 = v128.load(points, 16);
      const v2 = v128.load(points, 32);
      // xyzx yzxy zxyz, apart.
      const px = v128.shuffle<f32>(v128.shuffle<f32>(v0, v1, 0, 3, 6, 6), v2, 0, 1, 2, 5);
      const py = v128.shuffle<f32>(v128.shuffle<f32>(v0, v1, 1, 4, 7, 7), v2, 0, 1, 2, 6);
      const pz = v128.shuffle<f32>(v128.shuffle<f32>(v0, v1, 2, 5, 5, 5), v2, 0, 1, 4, 7);
      const inside = v128.and(
        v128.and(f32x4.le(f32x4.abs(px), one), f32x4.le(f32x4.abs(py), one)),
        f32x4.le(f32x4.abs(pz), one),
      );
      const radius = f32x4.sqrt(
        f32x4.add(f32x4.add(f32x4.mul(px, px), f32x4.mul(py, py)), f32x4.mul(pz, pz)),
      );
      let logit = f32x4.add(v128.load(out + i), f32x4.add(bias, f32x4.mul(slope, radius)));
      logit = v128.bitselect(logit, f32x4.splat(OUTSIDE), inside);
      v128.store(out + i, logit);
      v128.store(density, v128.and(softplus4(logit), inside));
      const r = v128.and(sigmoid4(v128.load(out + i, ROW)), inside);
      const g = v128.and(sigmoid4(v128.load(out + i, 2 * ROW)), inside);
      const b = v128.and(sigmoid4(v128.load(out + i, 3 * ROW)), inside);
      // rgbr gbrg brgb, together.
      const rg = v128.shuffle<f32>(r, g, 0, 4, 1, 5);
      const br = v128.shuffle<f32>(b, r, 0, 5, 2, 7);
      const gb = v128.shuffle<f32>(g, b, 1, 5, 2, 6);
      v128.store(colour, v128.shuffle<f32>(rg, br, 0, 1, 4, 5));
      v128.store(colour, v128.shuffle<f32>(gb, v128.shuffle<f32>(r, g, 2, 6, 2, 6), 0, 1, 4, 5), 16);
      v128.store(
        colour,
        v128.shuffle<f32>(v128.shuffle<f32>(b, r, 2, 7, 2, 7), v128.shuffle<f32>(g, b, 3, 7, 3, 7), 0, 1, 4, 5),
        32,
      );
      points += 48;
      density += 16;
      colour += 48;
    }
    x += inputs * ROW;
    out += OUTPUTS * ROW;
  }
}

/**
 * Pass 1 of the gradient, one chunk: the network backwards. Writes the features' gradients (tiles as
 * `features`), and the weights' gradients summed over the chunk to `weightGradients[chunk]` =
 * [inputs][hidden] then [hidden][4].
 */
export function backward(
  chunk: i32,
  scratch: usize,
  densityGradient: usize,
  colourGradient: usize,
  features: usize,
  logits: usize,
  featureGradients: usize,
  weightGradients: usize,
  hiddenWeight: usize,
  outputWeight: usize,
  inputs: i32,
  hidden: i32,
): void {
  const hiddenGradient = scratch;
  const activation = hiddenGradient + hidden * ROW;
  const outputGradient = activation + hidden * ROW;
  const hiddenWeightT = outputGradient + OUTPUTS * ROW;
  const outputWeightT = hiddenWeightT + inputs * hidden * 4;
  const sums = outputWeightT + OUTPUTS * hidden * 4;
  const weights = hidden * (inputs + OUTPUTS);
  const outputSums = sums + inputs * hidden * 16;
  transpose(hiddenWeight, hiddenWeightT, inputs, hidden);
  transpose(outputWeight, outputWeightT, hidden, OUTPUTS);
  memory.fill(sums, 0, weights * 16);
  densityGradient += chunk * CHUNK * 4;
  colourGradient += chunk * CHUNK * 12;
  features += chunk * CHUNK * inputs * 4;
  featureGradients += chunk * CHUNK * inputs * 4;
  logits += chunk * CHUNK * OUTPUTS * 4;
  const one = f32x4.splat(1);
  for (let tile = 0; tile < CHUNK / TILE; tile++) {
    let any = f32x4.splat(0);
    for (let i: usize = 0; i < ROW; i += 16) {
      const logit = v128.load(logits + i);
      const inside = f32x4.ne(logit, f32x4.splat(OUTSIDE));
      const d = v128.and(f32x4.mul(v128.load(densityGradient), sigmoid4(logit)), inside);
      v128.store(outputGradient + i, d);
      const v0 = v128.load(colourGradient);
      const v1 = v128.load(colourGradient, 16);
      const v2 = v128.load(colourGradient, 32);
      let r = v128.shuffle<f32>(v128.shuffle<f32>(v0, v1, 0, 3, 6, 6), v2, 0, 1, 2, 5);
      let g = v128.shuffle<f32>(v128.shuffle<f32>(v0, v1, 1, 4, 7, 7), v2, 0, 1, 2, 6);
      let b = v128.shuffle<f32>(v128.shuffle<f32>(v0, v1, 2, 5, 5, 5), v2, 0, 1, 4, 7);
      const cr = sigmoid4(v128.load(logits + i, ROW));
      const cg = sigmoid4(v128.load(logits + i, 2 * ROW));
      const cb = sigmoid4(v128.load(logits + i, 3 * ROW));
      r = v128.and(f32x4.mul(r, f32x4.mul(cr, f32x4.sub(one, cr))), inside);
      g = v128.and(f32x4.mul(g, f32x4.mul(cg, f32x4.sub(one, cg))), inside);
      b = v128.and(f32x4.mul(b, f32x4.mul(cb, f32x4.sub(one, cb))), inside);
      v128.store(outputGradient + i, r, ROW);
      v128.store(outputGradient + i, g, 2 * ROW);
      v128.store(outputGradient + i, b, 3 * ROW);
      any = v128.or(any, v128.or(v128.or(d, r), v128.or(g, b)));
      densityGradient += 16;
      colourGradient += 48;
    }
    if (v128.any_true(any)) {
      multiply(hiddenWeight, features, activation, hidden, inputs, true);
      multiply(outputWeightT, outputGradient, hiddenGradient, hidden, OUTPUTS, false);
      for (let i: usize = 0; i < <usize>hidden * ROW; i += 16) {
        const on = f32x4.ne(v128.load(activation + i), f32x4.splat(0));
        v128.store(hiddenGradient + i, v128.and(v128.load(hiddenGradient + i), on));
      }
      accumulateOuter(sums, features, hiddenGradient, inputs, hidden);
      accumulateOuter(outputSums, activation, outputGradient, hidden, OUTPUTS);
      multiply(hiddenWeightT, hiddenGradient, featureGradients, inputs, hidden, false);
    } else {
      memory.fill(featureGradients, 0, inputs * ROW);
    }
    features += inputs * ROW;
    featureGradients += inputs * ROW;
    logits += OUTPUTS * ROW;
  }
  foldSums(sums, weightGradients + chunk * weights * 4, weights);
}

/**
 * Pass 2 of the gradient. Tasks below `levelCount` scatter one level each, in the order of the points; the
 * last adds the chunks' weight gradients, in the order of the chunks.
 */
export function collect(
  task: i32,
  scratch: usize,
  points: usize,
  count: i32,
  featureGradients: usize,
  weightGradients: usize,
  tableGradient: usize,
  hiddenWeightGradient: usize,
  outputWeightGradient: usize,
  levels: usize,
  levelCount: i32,
  inputs: i32,
  hidden: i32,
): void {
  if (task < levelCount) {
    scatterLevel(points, count, tableGradient, levels, task, featureGradients, inputs);
    return;
  }
  const hiddenBytes = inputs * hidden * 4;
  const outputBytes = OUTPUTS * hidden * 4;
  for (let start = 0; start < count; start += CHUNK) {
    addInto(hiddenWeightGradient, weightGradients, hiddenBytes);
    addInto(outputWeightGradient, weightGradients + hiddenBytes, outputBytes);
    weightGradients += hiddenBytes + outputBytes;
  }
}

function addInto(out: usize, values: usize, bytes: i32): void {
  for (let i = 0; i < bytes; i += 16) {
    v128.store(out + i, f32x4.add(v128.load(out + i), v128.load(values + i)));
  }
}
