// Sampling and compositing of rays in WGSL; what they compute is defined by `RaySampler` and `Compositor`.

/** Threads of a workgroup, one for each ray. */
export const THREADS = 64;
/** Threads that add up the rays' counts, in one workgroup. */
const SCANNERS = 256;

/** Walks along a ray, from piece to piece, and has `visit` for each that is not in an empty cell. */
const march = (visit: string) => `
struct Settings { rays: u32, resolution: u32, step: f32, end: f32 }
@group(0) @binding(0) var<uniform> settings: Settings;
@group(0) @binding(1) var<storage, read> origins: array<f32>;
@group(0) @binding(2) var<storage, read> directions: array<f32>;
@group(0) @binding(3) var<storage, read> places: array<f32>;
/** One byte a cell. */
@group(0) @binding(4) var<storage, read> cells: array<u32>;
@group(0) @binding(5) var<storage, read_write> offsets: array<u32>;

fn walk(ray: u32) -> u32 {
  let at = 3u * ray;
  let origin = vec3f(origins[at], origins[at + 1u], origins[at + 2u]);
  let direction = vec3f(directions[at], directions[at + 1u], directions[at + 2u]);
  var near = 0f;
  var far = 1e30f;
  for (var axis = 0u; axis < 3u; axis++) {
    if (direction[axis] == 0) {
      if (abs(origin[axis]) > 1) { far = -1; }
      continue;
    }
    let a = (-1 - origin[axis]) / direction[axis];
    let b = (1 - origin[axis]) / direction[axis];
    near = max(near, min(a, b));
    far = min(far, max(a, b));
  }
  let n = settings.resolution;
  let place = places[ray];
  var count = 0u;
  for (var k = 0u; near + f32(k) * settings.step < far; k++) {
    let start = near + f32(k) * settings.step;
    let delta = min(settings.step, far - start);
    let t = start + place * delta;
    let position = origin + t * direction;
    let cell = min(vec3u(max((position + 1) * (0.5 * f32(n)), vec3f())), vec3u(n - 1u));
    let index = (cell.x * n + cell.y) * n + cell.z;
    if (((cells[index >> 2u] >> (8u * (index & 3u))) & 0xffu) == 0u) { continue; }
    ${visit}
    count++;
  }
  return count;
}`;

/** Samples of each ray. Bindings: settings, origins, directions, places, cells, offsets. */
export const count = `${march('')}
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < settings.rays) { offsets[id.x] = walk(id.x); }
}`;

/** Counts to offsets: sums of all counts before each, and the sum of all at the end. Bindings: settings, offsets. */
export const scan = `
struct Settings { rays: u32, resolution: u32, step: f32, end: f32 }
@group(0) @binding(0) var<uniform> settings: Settings;
@group(0) @binding(1) var<storage, read_write> offsets: array<u32>;
var<workgroup> sums: array<u32, ${SCANNERS}>;

@compute @workgroup_size(${SCANNERS})
fn main(@builtin(local_invocation_index) thread: u32) {
  let each = (settings.rays + ${SCANNERS - 1}u) / ${SCANNERS}u;
  let begin = min(thread * each, settings.rays);
  let end = min(begin + each, settings.rays);
  var sum = 0u;
  for (var i = begin; i < end; i++) { sum += offsets[i]; }
  sums[thread] = sum;
  workgroupBarrier();
  var before = 0u;
  for (var i = 0u; i < thread; i++) { before += sums[i]; }
  for (var i = begin; i < end; i++) {
    let own = offsets[i];
    offsets[i] = before;
    before += own;
  }
  if (thread == ${SCANNERS - 1}u) { offsets[settings.rays] = before; }
}`;

/** Places the samples. Bindings: those of `count`, then positions, and distances with lengths of pieces. */
export const sample = `${march(`
    let to = offsets[ray] + count;
    positions[3u * to] = position.x;
    positions[3u * to + 1u] = position.y;
    positions[3u * to + 2u] = position.z;
    pieces[to] = vec2f(t, delta);`)}
@group(0) @binding(6) var<storage, read_write> positions: array<f32>;
@group(0) @binding(7) var<storage, read_write> pieces: array<vec2f>;

@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < settings.rays) { walk(id.x); }
}`;

const composited = `
struct Settings { rays: u32, resolution: u32, step: f32, end: f32 }
@group(0) @binding(0) var<uniform> settings: Settings;
@group(0) @binding(1) var<storage, read> offsets: array<u32>;
@group(0) @binding(2) var<storage, read> pieces: array<vec2f>;
/** Density and colour. */
@group(0) @binding(3) var<storage, read> values: array<vec4f>;`;

/** What rays gather. Bindings: settings, offsets, pieces, values, transmittance behind each sample, ends, result [rays][5]. */
export const composite = `${composited}
@group(0) @binding(4) var<storage, read_write> behind: array<f32>;
@group(0) @binding(5) var<storage, read_write> ends: array<u32>;
@group(0) @binding(6) var<storage, read_write> result: array<f32>;

@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let ray = id.x;
  if (ray >= settings.rays) { return; }
  var transmittance = 1f;
  var colour = vec3f();
  var opacity = 0f;
  var depth = 0f;
  var i = offsets[ray];
  for (; i < offsets[ray + 1u] && transmittance >= settings.end; i++) {
    let value = values[i];
    let piece = pieces[i];
    let next = transmittance * exp(-value.x * piece.y);
    let weight = transmittance - next;
    colour += weight * value.yzw;
    opacity += weight;
    depth += weight * piece.x;
    behind[i] = next;
    transmittance = next;
  }
  ends[ray] = i;
  let at = 5u * ray;
  result[at] = colour.x;
  result[at + 1u] = colour.y;
  result[at + 2u] = colour.z;
  result[at + 3u] = opacity;
  result[at + 4u] = depth;
}`;

/** Its backward. Bindings: settings, offsets, pieces, values, transmittance, ends, gradient by the result, by density, by colour. */
export const compositeBackward = `${composited}
@group(0) @binding(4) var<storage, read> behind: array<f32>;
@group(0) @binding(5) var<storage, read> ends: array<u32>;
@group(0) @binding(6) var<storage, read> gradient: array<f32>;
@group(0) @binding(7) var<storage, read_write> byDensity: array<f32>;
@group(0) @binding(8) var<storage, read_write> byColour: array<f32>;

@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let ray = id.x;
  if (ray >= settings.rays) { return; }
  let at = 5u * ray;
  let colour = vec3f(gradient[at], gradient[at + 1u], gradient[at + 2u]);
  let opacity = gradient[at + 3u];
  let depth = gradient[at + 4u];
  let begin = offsets[ray];
  let end = ends[ray];
  for (var i = end; i < offsets[ray + 1u]; i++) {
    byDensity[i] = 0;
    byColour[3u * i] = 0;
    byColour[3u * i + 1u] = 0;
    byColour[3u * i + 2u] = 0;
  }
  var further = 0f;
  for (var i = end; i > begin; ) {
    i--;
    var before = 1f;
    if (i > begin) { before = behind[i - 1u]; }
    let weight = before - behind[i];
    let piece = pieces[i];
    let g = dot(colour, values[i].yzw) + opacity + depth * piece.x;
    byDensity[i] = piece.y * (behind[i] * g - further);
    further += weight * g;
    byColour[3u * i] = weight * colour.x;
    byColour[3u * i + 1u] = weight * colour.y;
    byColour[3u * i + 2u] = weight * colour.z;
  }
}`;
