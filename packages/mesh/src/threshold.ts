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
 * Orthographic rays run through the samples along 13 directions (axes, face and body diagonals; each stands for its opposite as
 * well). A ray belongs to the render's silhouette when its opacity 1 - exp(-sum of density * step) exceeds one half, and to the
 * silhouette of level L when its largest density exceeds L. Two numbers a ray, so one sweep over the rays sorted by largest density
 * gives the intersection over union for every level at once, and the best is found exactly. A sharp field leaves a range of levels
 * equally good: the answer is the geometric middle of that range.
 *
 * @returns null when no ray is half opaque: the field is empty
 */
export function automaticThreshold(grid: DensityGrid): ThresholdResult | null {
  const rays = DIRECTIONS.flatMap((direction) => castRays(grid, direction)).sort((a, b) => b.peak - a.peak);
  let opaqueWeight = 0;
  for (const ray of rays) if (ray.opaque) opaqueWeight += ray.weight;
  if (opaqueWeight === 0) return null;

  // agreement[i]: with a level just below rays[i].peak, so that rays 0 to i are its silhouette; TIED where no level parts i from i + 1.
  const agreement = new Float64Array(rays.length);
  let hits = 0;
  let extra = 0;
  let best = 0;
  rays.forEach((ray, i) => {
    if (ray.opaque) hits += ray.weight;
    else extra += ray.weight;
    const tied = i + 1 < rays.length && rays[i + 1].peak === ray.peak;
    agreement[i] = tied ? TIED : hits / (opaqueWeight + extra);
    if (agreement[i] > agreement[best]) best = i;
  });
  const good = (i: number) => agreement[i] === TIED || agreement[i] >= (1 - TOLERANCE) * agreement[best];
  let first = best;
  while (first > 0 && good(first - 1)) first--;
  let last = best;
  while (last + 1 < rays.length && good(last + 1)) last++;
  // A level leaves out ray i + 1, so the range ends just above that ray's peak.
  const low = last + 1 < rays.length ? rays[last + 1].peak : rays[last].peak / 2;
  return { level: Math.sqrt(rays[first].peak * low), agreement: agreement[best] };
}

interface Ray {
  peak: number;
  opaque: boolean;
  /** Area of the image plane that the ray stands for, in squared grid spacings. */
  weight: number;
}

/** The rays along one direction that meet any density. Sums by scattering the samples, so that empty ones cost nothing. */
function castRays(grid: DensityGrid, direction: readonly [number, number, number]): Ray[] {
  const { size, spacing, density } = grid;
  const [dx, dy, dz] = direction;
  const step = Math.hypot(dx, dy, dz);
  const width = 2 * size;
  const sums = new Float64Array(width * width);
  const peaks = new Float32Array(width * width);
  let index = 0;
  for (let z = 0; z < size; z++) {
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++, index++) {
        const value = density[index];
        if (!(value > 0)) continue;
        // Slides the sample back along the ray to where its leading coordinate is 0; the other two name the ray.
        let u: number;
        let v: number;
        if (dx) {
          u = y - dy * x;
          v = z - dz * x;
        } else if (dy) {
          u = x;
          v = z - dz * y;
        } else {
          u = x;
          v = y;
        }
        const ray = (u < 0 ? u + width : u) * width + (v < 0 ? v + width : v);
        sums[ray] += value;
        if (value > peaks[ray]) peaks[ray] = value;
      }
    }
  }
  const rays: Ray[] = [];
  for (let i = 0; i < sums.length; i++) {
    if (sums[i] === 0) continue;
    rays.push({ peak: peaks[i], opaque: sums[i] * spacing * step > Math.LN2, weight: 1 / step });
  }
  return rays;
}
