import { type ChartMask, chartMasks } from './chart-mask.ts';
import { boundsOf, type FlatChart } from './flat-charts.ts';

/** Most cells along an edge: finer textures have several texels to a cell. */
const MOST_CELLS = 512;
/** Angles from which each chart's first is chosen, in a quarter turn. */
const ANGLES = 32;
/** The share of the atlas to be covered is looked for in this range, to so much. */
const SHARES = [0.3, 0.9];
const SHARE_STEP = 0.01;

/** Orders in which charts are placed, the largest first: by area, and by the longer edge of the rectangle around. */
const SIZES = [flatArea, longest];

/**
 * Packs charts into a square without overlap, as large as they fit, all at one scale.
 * @param texels along the square's edge
 * @param gap texels to be left free between charts
 * @returns of each chart `[vertices, 2]`, in [0, 1]
 */
export function packCharts(
  charts: readonly FlatChart[],
  texels: number,
  gap: number,
  onProgress: (progress: number) => void = () => {},
): Float32Array[] {
  const area = charts.reduce((sum, chart) => sum + flatArea(chart), 0);
  const turned = charts.map((chart) => ({ ...chart, points: tightest(chart.points) }));
  const orders = SIZES.map((size) => {
    const sizes = turned.map(size);
    return [...sizes.keys()].sort((a, b) => sizes[b] - sizes[a] || a - b);
  });
  // Where not even small ones fit, a finer grid is laid over the texels, and charts share some.
  for (let cells = Math.min(texels, MOST_CELLS); ; cells *= 2) {
    const free = gapCells(gap, texels / cells);
    const attempt = (share: number) => {
      const masks = turned.map((chart) => chartMasks(chart, Math.sqrt(share / area) * cells, free));
      for (const order of orders) {
        const placed = place(masks, order, cells, free);
        if (placed) return placed;
      }
      return undefined;
    };
    let [low, high] = SHARES;
    let best = attempt(low);
    while (best && high - low > SHARE_STEP) {
      const share = (low + high) / 2;
      const placed = attempt(share);
      if (placed) [best, low] = [placed, share];
      else high = share;
      onProgress(1 - (high - low) / (SHARES[1] - SHARES[0]));
    }
    if (best) return best;
  }
}

/** Charts reach up to half a cell beyond the cells that they cover. */
function gapCells(gap: number, texelsPerCell: number): number {
  return texelsPerCell < 1 ? 2 : Math.max(2, Math.ceil((gap - 1) / texelsPerCell) + 1);
}

/**
 * Each chart goes to the lowest place where its cells are free, holes included, turned such that it ends lowest.
 * @param masks of each chart, by quarter turns
 * @returns undefined when they do not all fit
 */
function place(
  masks: readonly ChartMask[][],
  order: readonly number[],
  cells: number,
  gap: number,
): Float32Array[] | undefined {
  // Gaps may reach over the square's edges.
  const edge = cells + 2 * gap;
  const free = new Uint16Array(edge * edge);
  for (let i = 0; i < free.length; i++) free[i] = edge - (i % edge);
  const placed: Float32Array[] = [];
  for (const number of order) {
    let best: { mask: ChartMask; x: number; y: number } | undefined;
    for (const mask of masks[number]) {
      const found = findPlace(mask, free, edge, best ? best.y + best.mask.height - 1 : edge);
      if (found) best = { mask, ...found };
    }
    if (!best) return undefined;
    const { mask, x, y } = best;
    occupy(mask, free, edge, x, y);
    placed[number] = mask.points.map((value, i) => (value + (i % 2 ? y : x) - gap) / cells);
  }
  return placed;
}

/**
 * The lowest place, left of others as low, where all of a mask's runs are free.
 * @param free `[edge, edge]`: how many free cells there are from each on, to the right
 * @param end the mask must end at this row or before
 */
function findPlace(
  { needed, width, height }: ChartMask,
  free: Uint16Array,
  edge: number,
  end: number,
): { x: number; y: number } | undefined {
  for (let y = 0; y <= end - height; y++) {
    let x = 0;
    while (x <= edge - width) {
      const before = x;
      for (let i = 0; i < needed.length && x === before; i += 3) {
        const row = (y + needed[i]) * edge;
        const from = x + needed[i + 1];
        if (free[row + from] >= needed[i + 2]) continue;
        // On, until this run begins behind what is in its way.
        let blocked = from + free[row + from];
        while (blocked < edge && free[row + blocked] === 0) blocked++;
        x = blocked - needed[i + 1];
      }
      if (x === before) return { x, y };
    }
  }
  return undefined;
}

function occupy({ covered }: ChartMask, free: Uint16Array, edge: number, x: number, y: number): void {
  for (let i = 0; i < covered.length; i += 3) {
    const row = (y + covered[i]) * edge;
    const first = row + x + covered[i + 1];
    free.fill(0, first, first + covered[i + 2]);
    for (let k = first - 1; k >= row && free[k] > 0; k--) free[k] = first - k;
  }
}

function flatArea({ points, indices }: FlatChart): number {
  let area = 0;
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [indices[i] * 2, indices[i + 1] * 2, indices[i + 2] * 2];
    const [ux, uy] = [points[b] - points[a], points[b + 1] - points[a + 1]];
    const [vx, vy] = [points[c] - points[a], points[c + 1] - points[a + 1]];
    area += Math.abs(ux * vy - uy * vx) / 2;
  }
  return area;
}

function longest({ points }: FlatChart): number {
  const [left, top, right, bottom] = boundsOf(points);
  return Math.max(right - left, bottom - top);
}

/** Points turned such that the rectangle around them is least. */
function tightest(points: Float32Array): Float32Array {
  let [best, least] = [points, Number.POSITIVE_INFINITY];
  for (let i = 0; i < ANGLES; i++) {
    const angle = (i * Math.PI) / 2 / ANGLES;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const turned = points.map(
      (value, k) => (k % 2 ? sin * points[k - 1] : -sin * points[k + 1]) + cos * value,
    );
    const [left, top, right, bottom] = boundsOf(turned);
    const area = (right - left) * (bottom - top);
    if (area < least) [best, least] = [turned, area];
  }
  return best;
}
