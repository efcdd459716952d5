import { breathe, coloursAt, type Drawing, geometryAt, type SeenViews } from '@modeseek/core';

/** Nodes along an edge of the cube [-1, 1]³; from one to the next is about a pixel of 128, as objects fill them. */
const NODES = 128;
/** A pixel less opaque than this shows more than the surface. */
const OPAQUE = 0.9;
/** Areas of pixels are compared with the one that this share of them is below. */
const SHARP_SHARE = 0.05;
/** So that what only one view sees, and badly, still has its colour. */
const LEAST_WEIGHT = 1e-12;

/** Nodes of a cell, from its first one on: x is bit 0, y bit 1, z bit 2. */
const CORNERS = Array.from({ length: 8 }, (_, k) => ((k >> 2) * NODES + ((k >> 1) & 1)) * NODES + (k & 1));

/**
 * Projection of drawings onto those that views of one given surface can show. Pixels that see the same place
 * get the same colour, the mean of theirs in all views, in which each counts by how little of the surface it
 * covers: by its area to the power of −`sharpness`. Geometry, and pixels beside the surface or on its outline,
 * are those of the renders. Applied to what a denoiser says at every level, it makes joint samples agree on
 * where things are; after SyncMVD (arXiv 2311.12891) and SyncTweedies (arXiv 2403.14370), which do so on
 * textures.
 * @param rendered the surface, as the views see it
 * @param renders the same as the model draws it
 * @param sharpness at least 0; where it is 0 all pixels count alike, where it is high the best view decides
 * @returns a function of drawings of these views, see `Drawing`, to new ones
 */
export async function surfaceAgreement(
  rendered: SeenViews,
  renders: Float32Array,
  drawing: Drawing,
  sharpness: number,
): Promise<(drawn: Float32Array) => Promise<Float32Array>> {
  const { pixels, cells, shares, weights } = await seenPlaces(rendered, drawing.size, sharpness);
  const own = coloursAt(rendered, drawing.size);
  const nodes = new Float32Array(NODES ** 3 * 4);
  return async (drawn) => {
    const colours = await drawing.colours(drawn);
    nodes.fill(0);
    for (let i = 0; i < pixels.length; i++) {
      const from = pixels[i];
      for (let k = 0; k < 8; k++) {
        const node = (cells[i] + CORNERS[k]) * 4;
        const weight = weights[i] * shares[i * 8 + k];
        for (let c = 0; c < 3; c++) nodes[node + c] += weight * colours[from + c];
        nodes[node + 3] += weight;
      }
    }
    const out = own.slice();
    const sum = [0, 0, 0, 0];
    for (let i = 0; i < pixels.length; i++) {
      sum.fill(0);
      for (let k = 0; k < 8; k++) {
        const node = (cells[i] + CORNERS[k]) * 4;
        for (let c = 0; c < 4; c++) sum[c] += shares[i * 8 + k] * nodes[node + c];
      }
      for (let c = 0; c < 3; c++) out[pixels[i] + c] = sum[c] / sum[3];
    }
    return drawing.recoloured(renders, out);
  };
}

/** What each pixel on the surface sees of it. */
interface SeenPlaces {
  /** Where its colours begin. */
  pixels: Int32Array;
  /** The first node of the cell. */
  cells: Int32Array;
  /** `[pixels, 8]`: by how much each of the cell's nodes counts (trilinear). */
  shares: Float32Array;
  /** In (0, 1]. */
  weights: Float32Array;
}

async function seenPlaces(rendered: SeenViews, size: number, sharpness: number): Promise<SeenPlaces> {
  const { opacity, points } = geometryAt(rendered, size);
  const place = (pixel: number) => [0, 1, 2].map((c) => points[pixel * 3 + c] / opacity[pixel]);
  const pixels: number[] = [];
  const cells: number[] = [];
  const shares: number[] = [];
  const areas: number[] = [];
  // The last row and column have no neighbour to measure by.
  for (let pixel = 0; pixel < opacity.length; pixel++) {
    const inView = pixel % (size * size);
    if (inView === 0) await breathe();
    if (inView % size === size - 1 || inView >= size * (size - 1)) continue;
    const [right, below] = [pixel + 1, pixel + size];
    if (Math.min(opacity[pixel], opacity[right], opacity[below]) < OPAQUE) continue;
    const here = place(pixel);
    pixels.push(pixel * 3);
    areas.push(parallelogram(here, place(right), place(below)));
    const at = here.map((p) => Math.min(NODES - 1.001, Math.max(0, ((p + 1) / 2) * (NODES - 1))));
    const [x, y, z] = at.map(Math.floor);
    cells.push((z * NODES + y) * NODES + x);
    const beyond = [at[0] - x, at[1] - y, at[2] - z];
    for (let k = 0; k < 8; k++) {
      shares.push(beyond.reduce((share, b, axis) => share * ((k >> axis) & 1 ? b : 1 - b), 1));
    }
  }
  const sharp = areas.toSorted((a, b) => a - b)[Math.floor(areas.length * SHARP_SHARE)];
  return {
    pixels: Int32Array.from(pixels),
    cells: Int32Array.from(cells),
    shares: Float32Array.from(shares),
    weights: Float32Array.from(areas, (area) =>
      area <= sharp ? 1 : Math.max(LEAST_WEIGHT, (sharp / area) ** sharpness),
    ),
  };
}

/** The area that two edges from a corner span. */
function parallelogram(corner: number[], first: number[], second: number[]): number {
  const [a, b] = [first, second].map((end) => end.map((p, c) => p - corner[c]));
  return Math.hypot(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]);
}
