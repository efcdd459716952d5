import type { DensityGrid } from './density-grid.ts';

/** The 13 lines through a sample and its 26 neighbours. */
const DIRECTIONS: readonly (readonly [number, number, number])[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [1, 1, 0],
  [1, -1, 0],
  [1, 0, 1],
  [1, 0, -1],
  [0, 1, 1],
  [0, 1, -1],
  [1, 1, 1],
  [1, 1, -1],
  [1, -1, 1],
  [1, -1, -1],
];

/** Levels whose agreement is within this share of the best are taken for equally good. */
const TOLERANCE = 0.005;

/** Stands where an agreement, in [0, 1], would: 0 is one. */
const TIED = -1;

export interface ThresholdResult {
  /** Density of the level set, per world unit. */
  level: number;
  /** Intersection over union of its silhouettes with the render's, in [0, 1]. */
  agreement: number;
}

/**
 * The density whose level set has the silhouettes that the volume render has.
 *
 * Orthographic rays run through the samples along 13 directions (axes, face and body diagonals; each stands
 * for its opposite as well). A ray belongs to the render's silhouette when its opacity 1 - exp(-sum of
 * density * step) exceeds one half, and to the silhouette of level L when its largest density exceeds L. Two
 * numbers a ray, so one sweep over the rays sorted by largest density gives the intersection over union for
 * every level at once, and the best is found exactly. A sharp field leaves a range of levels equally good:
 * the answer is the geometric middle of that range.
 *
 * @returns null when no ray is half opaque: the field is empty
 */
export function automaticThreshold(grid: DensityGrid): ThresholdResult | null {
  const { count, peak, opaque, weight, order, opaqueWeight } = sortedRays(grid);
  if (opaqueWeight === 0) return null;

  // agreement[i]: with a level just below the peak of order[i], so that order[0] to order[i] are its
  // silhouette; TIED where no level parts i from i + 1.
  const agreement = new Float64Array(count);
  let hits = 0;
  let extra = 0;
  let best = 0;
  for (let i = 0; i < count; i++) {
    const ray = order[i];
    if (opaque[ray]) hits += weight[ray];
    else extra += weight[ray];
    const tied = i + 1 < count && peak[order[i + 1]] === peak[ray];
    agreement[i] = tied ? TIED : hits / (opaqueWeight + extra);
    if (agreement[i] > agreement[best]) best = i;
  }
  const good = (i: number) => agreement[i] === TIED || agreement[i] >= (1 - TOLERANCE) * agreement[best];
  let first = best;
  while (first > 0 && good(first - 1)) first--;
  let last = best;
  while (last + 1 < count && good(last + 1)) last++;
  // A level leaves out the ray behind the last, so the range ends just above that ray's peak.
  const low = last + 1 < count ? peak[order[last + 1]] : peak[order[last]] / 2;
  return { level: Math.sqrt(peak[order[first]] * low), agreement: agreement[best] };
}

/**
 * The density whose level set covers a given share of the render's silhouettes; higher ones cover less.
 * @returns null when no ray is half opaque: there is nothing to cover
 */
export function levelCovering(grid: DensityGrid, share: number): number | null {
  const { peak, opaque, weight, order, opaqueWeight } = sortedRays(grid);
  let covered = 0;
  for (const ray of order) {
    if (opaque[ray]) covered += weight[ray];
    if (opaqueWeight > 0 && covered >= share * opaqueWeight) return peak[ray];
  }
  return null;
}

/** Rays, in the order of their largest densities, and what the render's silhouettes weigh. */
function sortedRays(grid: DensityGrid): Rays & { order: Uint32Array; opaqueWeight: number } {
  const rays = castRays(grid);
  const { count, peak, opaque, weight } = rays;
  const order = Uint32Array.from({ length: count }, (_, i) => i).sort((a, b) => peak[b] - peak[a]);
  let opaqueWeight = 0;
  for (const ray of order) if (opaque[ray]) opaqueWeight += weight[ray];
  return { ...rays, order, opaqueWeight };
}

/** The rays along all directions that meet any density. */
interface Rays {
  count: number;
  /** Largest density of each. */
  peak: Float32Array;
  /** 1 where the render's silhouette is. */
  opaque: Uint8Array;
  /** Area of the image plane that each stands for, in squared grid spacings. */
  weight: Float32Array;
}

/** Sums by scattering the samples, so that empty ones cost nothing. */
function castRays(grid: DensityGrid): Rays {
  const { size, spacing } = grid;
  const samples = samplesOf(grid);
  const width = 2 * size;
  const sums = new Float64Array(width * width);
  const peaks = new Float32Array(width * width);
  const most = Math.min(samples.density.length, width * width) * DIRECTIONS.length;
  const rays: Rays = {
    count: 0,
    peak: new Float32Array(most),
    opaque: new Uint8Array(most),
    weight: new Float32Array(most),
  };
  for (const [dx, dy, dz] of DIRECTIONS) {
    scatter(samples, dx, dy, dz, width, sums, peaks);
    const step = Math.hypot(dx, dy, dz);
    for (let i = 0; i < sums.length; i++) {
      if (sums[i] === 0) continue;
      rays.peak[rays.count] = peaks[i];
      rays.opaque[rays.count] = sums[i] * spacing * step > Math.LN2 ? 1 : 0;
      rays.weight[rays.count++] = 1 / step;
    }
    sums.fill(0);
    peaks.fill(0);
  }
  return rays;
}

/**
 * Adds samples to the rays along a direction on which they lie, by a number of up to `width`^2 that names the
 * ray.
 */
function scatter(
  { x, y, z, density }: Samples,
  dx: number,
  dy: number,
  dz: number,
  width: number,
  sums: Float64Array,
  peaks: Float32Array,
): void {
  for (let i = 0; i < density.length; i++) {
    // Slides the sample back along the ray to where its leading coordinate is 0; the other two name the ray.
    let u = x[i];
    let v = y[i];
    if (dx) {
      u = y[i] - dy * x[i];
      v = z[i] - dz * x[i];
    } else if (dy) {
      v = z[i] - dz * y[i];
    }
    const ray = (u < 0 ? u + width : u) * width + (v < 0 ? v + width : v);
    sums[ray] += density[i];
    if (density[i] > peaks[ray]) peaks[ray] = density[i];
  }
}

/** The samples of a grid that have any density: their places and densities. */
interface Samples {
  x: Uint16Array;
  y: Uint16Array;
  z: Uint16Array;
  density: Float32Array;
}

function samplesOf({ size, density }: DensityGrid): Samples {
  const found = density.reduce((count, value) => (value > 0 ? count + 1 : count), 0);
  const samples: Samples = {
    x: new Uint16Array(found),
    y: new Uint16Array(found),
    z: new Uint16Array(found),
    density: new Float32Array(found),
  };
  let count = 0;
  for (let i = 0; i < density.length; i++) {
    if (!(density[i] > 0)) continue;
    samples.x[count] = i % size;
    samples.y[count] = Math.floor(i / size) % size;
    samples.z[count] = Math.floor(i / (size * size));
    samples.density[count++] = density[i];
  }
  return samples;
}
