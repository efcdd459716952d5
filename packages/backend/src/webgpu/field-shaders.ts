// The field's kernels in WGSL, written for one configuration: loops over levels and features are unrolled, so that everything a point needs
// on its way stays in registers.
import { FEATURES_PER_LEVEL, type FieldConfig, HIDDEN_MULTIPLE, OUTPUTS } from '@modeseek/nerf';

/** Shape of the kernels for one field. */
export interface Shape {
  levels: number;
  hidden: number;
  /** Vectors of four features, the last filled up with zeros. */
  vectors: number;
  /** Points of a workgroup of the network's backward pass, one a thread, whose weight gradients are added up before they leave it. */
  chunk: number;
  /** Hidden units that it works on at a time: few, since the memory that they share decides how many workgroups there is room for. */
  units: number;
}

/** Threads of a workgroup of all other kernels. */
export const THREADS = 64;
/** What the largest of the gradients that are added up in fixed point is there. */
const UNITS = 2 ** 30;
/** Threads of `scatter` for a point and level. */
export const SCATTER_THREADS = 4;
/** Words that describe a level, `Level` below. */
export const LEVEL_WORDS = 8;

/** @param sharedBytes memory that a workgroup may share */
export function kernelShape({ levels, hidden }: FieldConfig, sharedBytes: number): Shape {
  const vectors = Math.ceil((levels * FEATURES_PER_LEVEL) / 4);
  const units = hidden % 8 === 0 ? 8 : HIDDEN_MULTIPLE;
  const bytes = (chunk: number) => 4 * (2 * units + 4 * (vectors + 1)) * (chunk + 1) + 4;
  const chunk = bytes(64) <= sharedBytes ? 64 : 32;
  return { levels, hidden, vectors, chunk, units };
}

/** Vectors of four weights, and of their gradients: [vectors][hidden] of the hidden layer, then [hidden] of the output layer. */
export function weightVectors({ hidden, vectors }: Shape): number {
  return hidden * (vectors + 1);
}

const each = (count: number, line: (i: number) => string, between = '\n') =>
  Array.from({ length: count }, (_, i) => line(i)).join(between);

/** Where a point is in the grid (Mueller et al. 2022). */
const grid = ({ levels }: Shape) => `
struct Level { resolution: u32, offset: u32, mask: u32, weight: f32, mx: u32, my: u32, mz: u32, unused: u32 }
struct Settings { start: u32, count: u32, densityBias: f32, blobRadius: f32 }
@group(0) @binding(0) var<uniform> levels: array<Level, ${levels}>;
@group(0) @binding(1) var<uniform> settings: Settings;
@group(0) @binding(2) var<storage, read> points: array<f32>;

/** The cell around a point: products of its lowest and highest vertex's coordinates with the multipliers, and weights of both ends. */
struct Cell { low: vec3u, high: vec3u, lower: vec3f, upper: vec3f }

fn cellAt(level: Level, point: vec3f) -> Cell {
  let scaled = (point * 0.5 + 0.5) * f32(level.resolution);
  let vertex = min(vec3u(max(scaled, vec3f())), vec3u(level.resolution - 1u));
  let upper = scaled - vec3f(vertex);
  let multipliers = vec3u(level.mx, level.my, level.mz);
  let low = vertex * multipliers;
  return Cell(low, low + multipliers, 1 - upper, upper);
}

fn entryOf(level: Level, x: u32, y: u32, z: u32) -> u32 {
  return level.offset + select(x + y + z, (x ^ y ^ z) & level.mask, level.mask != 0u);
}

fn pointAt(index: u32) -> vec3f {
  return vec3f(points[3u * index], points[3u * index + 1u], points[3u * index + 2u]);
}

/** By the bits, since a shader may take every value for a number. */
fn isInside(point: vec3f) -> bool {
  return all((bitcast<vec3u>(point) & vec3u(0x7fffffffu)) <= vec3u(0x3f800000u));
}`;

/** Features and network at one point. */
const network = (shape: Shape) => `
@group(0) @binding(3) var<storage, read> table: array<vec2f>;
@group(0) @binding(4) var<storage, read> weights: array<vec4f>;

fn featureAt(level: Level, point: vec3f) -> vec2f {
  if (level.weight == 0) { return vec2f(); }
  let c = cellAt(level, point);
  return level.weight * (
    c.lower.z * (
      c.lower.y * (
        c.lower.x * table[entryOf(level, c.low.x, c.low.y, c.low.z)] +
        c.upper.x * table[entryOf(level, c.high.x, c.low.y, c.low.z)]) +
      c.upper.y * (
        c.lower.x * table[entryOf(level, c.low.x, c.high.y, c.low.z)] +
        c.upper.x * table[entryOf(level, c.high.x, c.high.y, c.low.z)])) +
    c.upper.z * (
      c.lower.y * (
        c.lower.x * table[entryOf(level, c.low.x, c.low.y, c.high.z)] +
        c.upper.x * table[entryOf(level, c.high.x, c.low.y, c.high.z)]) +
      c.upper.y * (
        c.lower.x * table[entryOf(level, c.low.x, c.high.y, c.high.z)] +
        c.upper.x * table[entryOf(level, c.high.x, c.high.y, c.high.z)])));
}

struct Features { ${each(shape.vectors, (k) => `v${k}: vec4f`, ', ')} }

fn featuresAt(point: vec3f) -> Features {
  return Features(${each(
    shape.vectors,
    (k) =>
      `vec4f(${[2 * k, 2 * k + 1]
        .map((level) => (level < shape.levels ? `featureAt(levels[${level}], point)` : 'vec2f()'))
        .join(', ')})`,
    ', ',
  )});
}

/** Input of a hidden unit. */
fn unit(f: Features, j: u32) -> f32 {
  return ${each(shape.vectors, (k) => `dot(f.v${k}, weights[${k * shape.hidden}u + j])`, ' + ')};
}

fn outputWeight(j: u32) -> vec4f {
  return weights[${shape.vectors * shape.hidden}u + j];
}

/** Density logit and colour logits before the network has added its own. */
fn bias(point: vec3f) -> vec4f {
  return vec4f(settings.densityBias * (1 - length(point) / settings.blobRadius), 0, 0, 0);
}

fn sigmoid(x: vec4f) -> vec4f {
  return 1 / (1 + exp(-clamp(x, vec4f(-80), vec4f(80))));
}`;

/** Density and colour at each point. Bindings: levels, settings, points, table, weights, values. */
export const forward = (shape: Shape) => `${grid(shape)}${network(shape)}
@group(0) @binding(5) var<storage, read_write> values: array<vec4f>;

fn softplus(x: f32) -> f32 {
  let t = exp(-abs(x));
  return max(x, 0) + select(log(1 + t), t - 0.5 * t * t, t < 1e-3);
}

@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= settings.count) { return; }
  let index = settings.start + id.x;
  let point = pointAt(index);
  var value = vec4f();
  if (isInside(point)) {
    let f = featuresAt(point);
    var logits = bias(point);
    for (var j = 0u; j < ${shape.hidden}u; j++) { logits += max(unit(f, j), 0) * outputWeight(j); }
    value = vec4f(softplus(logits.x), sigmoid(logits).yzw);
  }
  values[index] = value;
}`;

/**
 * The network backwards: gradients of each point's features, [levels][settings.count], the largest of them, and the weights' gradients summed over
 * each chunk. Points whose gradient is zero are not looked up. Bindings: levels, settings, points, table, weights, gradients of density and colour,
 * feature gradients, sums, largest.
 */
export const backward = (shape: Shape) => {
  const { hidden, vectors, chunk, units, levels } = shape;
  // Rows one longer than needed keep threads out of each other's memory banks.
  const row = `${chunk + 1}u`;
  return `${grid(shape)}${network(shape)}
@group(0) @binding(5) var<storage, read> densityGradient: array<f32>;
@group(0) @binding(6) var<storage, read> colourGradient: array<f32>;
@group(0) @binding(7) var<storage, read_write> featureGradients: array<vec2f>;
@group(0) @binding(8) var<storage, read_write> sums: array<vec4f>;
@group(0) @binding(9) var<storage, read_write> largest: atomic<u32>;

/** Of each point: gradients of some hidden units' inputs, then their activations. */
var<workgroup> scalars: array<f32, ${2 * units * (chunk + 1)}>;
/** Features, then the gradients of the outputs. */
var<workgroup> vectors: array<vec4f, ${(vectors + 1) * (chunk + 1)}>;
var<workgroup> largestHere: atomic<u32>;

@compute @workgroup_size(${chunk})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let here = group.x * ${chunk}u + thread;
  let index = settings.start + here;
  var point = vec3f();
  var gradient = vec4f();
  var f = Features();
  if (here < settings.count) {
    let given = pointAt(index);
    if (isInside(given)) {
      point = given;
      gradient = vec4f(densityGradient[index], colourGradient[3u * index], colourGradient[3u * index + 1u], colourGradient[3u * index + 2u]);
      if (any(gradient != vec4f())) { f = featuresAt(point); }
    }
  }
  var logits = bias(point);
  for (var j = 0u; j < ${hidden}u; j++) { logits += max(unit(f, j), 0) * outputWeight(j); }
  let s = sigmoid(logits);
  let outputs = gradient * vec4f(s.x, s.yzw * (1 - s.yzw));
  ${each(vectors, (k) => `vectors[${k}u * ${row} + thread] = f.v${k};`)}
  vectors[${vectors}u * ${row} + thread] = outputs;

  var g = Features();
  for (var first = 0u; first < ${hidden}u; first += ${units}u) {
    for (var i = 0u; i < ${units}u; i++) {
      let j = first + i;
      // Once more, which is cheaper than to keep it.
      let activation = max(unit(f, j), 0);
      let by = select(0, dot(outputWeight(j), outputs), activation > 0);
      ${each(vectors, (k) => `g.v${k} += by * weights[${k * hidden}u + j];`)}
      scalars[i * ${row} + thread] = by;
      scalars[(${units}u + i) * ${row} + thread] = activation;
    }
    workgroupBarrier();
    for (var item = thread; item < ${(vectors + 1) * units}u; item += ${chunk}u) {
      let k = item / ${units}u;
      let i = item % ${units}u;
      let scalar = (i + select(0u, ${units}u, k == ${vectors}u)) * ${row};
      var sum = vec4f();
      for (var t = 0u; t < ${chunk}u; t++) { sum += scalars[scalar + t] * vectors[k * ${row} + t]; }
      sums[group.x * ${weightVectors(shape)}u + k * ${hidden}u + first + i] = sum;
    }
    workgroupBarrier();
  }

  var most = 0u;
  if (here < settings.count) {
    ${each(
      levels,
      (level) =>
        `featureGradients[${level}u * settings.count + here] = levels[${level}].weight * g.v${level >> 1}.${level % 2 ? 'zw' : 'xy'};`,
    )}
    ${each(vectors, (k) => `most = larger(most, g.v${k});`)}
  }
  atomicMax(&largestHere, most);
  workgroupBarrier();
  if (thread == 0u) { atomicMax(&largest, atomicLoad(&largestHere)); }
}

/** The larger absolute value as bits, by which infinity is larger than all numbers, and what is no number larger still. */
fn larger(most: u32, g: vec4f) -> u32 {
  let bits = bitcast<vec4u>(g) & vec4u(0x7fffffffu);
  return max(max(max(bits.x, bits.y), max(bits.z, bits.w)), most);
}`;
};

/**
 * Adds feature gradients to the table entries they came from. One thread for each point, level, feature and side along x: such threads are
 * neighbours, and so are most of the words they add to, which then goes together. There are no atomic floats, so sums are in fixed
 * point, relative to the largest gradient, and of 64 bits: 32 in one word, and in another how often that has run over. Whole numbers add up to the same in
 * any order. Bindings: levels, settings, points, feature gradients, sums [2 words][entries][2 features], largest.
 */
export const scatter = (shape: Shape) => `${grid(shape)}
@group(0) @binding(3) var<storage, read> featureGradients: array<f32>;
@group(0) @binding(4) var<storage, read_write> sums: array<atomic<i32>>;
@group(0) @binding(5) var<storage, read> largest: u32;

fn add(at: u32, value: i32) {
  let before = atomicAdd(&sums[at], value);
  if ((before + value < before) != (value < 0)) { atomicAdd(&sums[at + arrayLength(&sums) / 2u], select(1, -1, value < 0)); }
}

@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let feature = id.x & 1u;
  let side = (id.x >> 1u) & 1u;
  let point = id.x >> ${Math.log2(SCATTER_THREADS)}u;
  if (point >= settings.count) { return; }
  // So that the largest gradient is ${UNITS} units.
  let unit = bitcast<f32>(largest) / ${UNITS};
  let gradient = featureGradients[2u * (id.y * settings.count + point) + feature];
  if (gradient == 0 || largest >= 0x7f800000u) { return; }
  let level = levels[id.y];
  let c = cellAt(level, pointAt(settings.start + point));
  let scaled = gradient / unit;
  for (var rest = 0u; rest < 4u; rest++) {
    let up = vec3u(side, rest & 1u, rest & 2u) != vec3u();
    let vertex = select(c.low, c.high, up);
    let weight = select(c.lower, c.upper, up);
    add(2u * entryOf(level, vertex.x, vertex.y, vertex.z) + feature, i32(round(weight.x * weight.y * weight.z * scaled)));
  }
}`;

/** Adds the table's sums to its gradients, and sets them to zero. Bindings: sums, largest, gradients. */
export const fold = `
@group(0) @binding(0) var<storage, read_write> sums: array<vec2i>;
@group(0) @binding(1) var<storage, read> largest: u32;
@group(0) @binding(2) var<storage, read_write> gradients: array<vec2f>;

@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let entry = id.x + id.y * groups.x * ${THREADS}u;
  let entries = arrayLength(&gradients);
  if (entry >= entries) { return; }
  let low = sums[entry];
  let high = sums[entries + entry];
  if (all(low == vec2i()) && all(high == vec2i())) { return; }
  gradients[entry] += (vec2f(low) + vec2f(high) * 4294967296) * (bitcast<f32>(largest) / ${UNITS});
  sums[entry] = vec2i();
  sums[entries + entry] = vec2i();
}`;

/**
 * Adds the chunks' sums to the weights' gradients, one workgroup for each vector of weights; the order depends on the number of chunks alone. Where a
 * feature gradient was no finite number, the table's first gradient is made none: the scatter has left it out. Bindings: settings, sums,
 * weight gradients, largest, table gradients.
 */
export const collect = (shape: Shape) => `
struct Settings { start: u32, count: u32, densityBias: f32, blobRadius: f32 }
@group(0) @binding(0) var<uniform> settings: Settings;
@group(0) @binding(1) var<storage, read> sums: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> weightGradients: array<vec4f>;
@group(0) @binding(3) var<storage, read> largest: u32;
@group(0) @binding(4) var<storage, read_write> tableGradients: array<u32>;

var<workgroup> parts: array<vec4f, ${THREADS}>;

@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  if (group.x == 0u && thread == 0u && largest >= 0x7f800000u) { tableGradients[0] = 0x7fc00000u; }
  var sum = vec4f();
  let chunks = (settings.count + ${shape.chunk - 1}u) / ${shape.chunk}u;
  for (var chunk = thread; chunk < chunks; chunk += ${THREADS}u) { sum += sums[chunk * ${weightVectors(shape)}u + group.x]; }
  parts[thread] = sum;
  for (var half = ${THREADS / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (thread < half) { parts[thread] += parts[thread + half]; }
  }
  if (thread == 0u) { weightGradients[group.x] += parts[0]; }
}`;

/** Largest bits of any gradient: those of infinity and above are of no finite number. Bindings: gradients, largest. */
export const largestBits = `
@group(0) @binding(0) var<storage, read> gradients: array<u32>;
@group(0) @binding(1) var<storage, read_write> largest: atomic<u32>;

@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  var most = 0u;
  let threads = groups.x * ${THREADS}u;
  for (var i = id.x; i < arrayLength(&gradients); i += threads) { most = max(most, gradients[i] & 0x7fffffffu); }
  atomicMax(&largest, most);
}`;

/** One step of Adam (Kingma and Ba 2015, algorithm 1); see `adam.ts` of the package. Bindings: settings, values, gradients, first and second moments. */
export const adam = `
struct Settings { rate: f32, beta1: f32, beta2: f32, epsilon: f32, correction: f32, sparse: u32 }
@group(0) @binding(0) var<uniform> settings: Settings;
@group(0) @binding(1) var<storage, read_write> values: array<f32>;
@group(0) @binding(2) var<storage, read> gradients: array<f32>;
@group(0) @binding(3) var<storage, read_write> firsts: array<f32>;
@group(0) @binding(4) var<storage, read_write> seconds: array<f32>;

@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * ${THREADS}u;
  if (i >= arrayLength(&values)) { return; }
  let g = gradients[i];
  if (settings.sparse != 0u && g == 0) { return; }
  let first = settings.beta1 * firsts[i] + (1 - settings.beta1) * g;
  let second = settings.beta2 * seconds[i] + (1 - settings.beta2) * g * g;
  firsts[i] = first;
  seconds[i] = second;
  values[i] -= settings.rate * first / (sqrt(second * settings.correction) + settings.epsilon);
}`;

/** Outputs of the network are one vector. */
if (OUTPUTS !== 4) throw new Error('the kernels are written for four outputs');
