import type { Images } from '@modeseek/core';
import type { RayBundle } from './rays.ts';
import type { RenderedRays } from './renderer.ts';

/** A regulariser's value, and its gradient by what was rendered. */
export interface Regulariser {
  loss: number;
  gradient: Partial<Pick<RenderedRays, 'opacity' | 'depth' | 'normals'>>;
}

/**
 * Mean of sqrt(O^2 + 0.01): every bit of opacity costs, so that empty space becomes empty (DreamFusion, arXiv
 * 2209.14988).
 */
export function sparsity({ opacity }: Pick<RenderedRays, 'opacity'>): Regulariser {
  const gradient = new Float32Array(opacity.length);
  let sum = 0;
  for (let i = 0; i < opacity.length; i++) {
    const root = Math.sqrt(opacity[i] ** 2 + 0.01);
    sum += root;
    gradient[i] = opacity[i] / root / opacity.length;
  }
  return { loss: sum / opacity.length, gradient: { opacity: gradient } };
}

/** Opacities are kept this far from 0 and 1, where the entropy's slope is infinite. */
const ENTROPY_MARGIN = 1e-3;

/** Mean of the binary entropy -O ln O - (1 - O) ln(1 - O): pixels should be object or background, not fog. */
export function opacityEntropy({ opacity }: Pick<RenderedRays, 'opacity'>): Regulariser {
  const gradient = new Float32Array(opacity.length);
  let sum = 0;
  for (let i = 0; i < opacity.length; i++) {
    const o = Math.min(1 - ENTROPY_MARGIN, Math.max(ENTROPY_MARGIN, opacity[i]));
    sum += -o * Math.log(o) - (1 - o) * Math.log(1 - o);
    if (o === opacity[i]) gradient[i] = Math.log((1 - o) / o) / opacity.length;
  }
  return { loss: sum / opacity.length, gradient: { opacity: gradient } };
}

/** Pixels below this opacity have no depth to speak of. */
const SOLID_OPACITY = 0.5;
/** World units: the bend of a surface, from pixel to pixel, above which it is an edge and no roughness. */
const EDGE = 0.02;

/**
 * Roughness of the depth maps: mean over all rows and columns of neighbouring solid pixels a, b, c of rho(d_a
 * - 2 d_b + d_c), with d the expected distance of the surface and rho(x) = x^2 / (x^2 + EDGE^2) (Geman and
 * McClure 1985). Planes cost nothing, and edges no more than a bump.
 */
export function smoothness({
  opacity,
  depth,
  images,
}: Pick<RenderedRays, 'opacity' | 'depth'> & { images: Omit<Images, 'data'> }): Regulariser {
  const { batch, height, width } = images;
  const gradient = { opacity: new Float32Array(opacity.length), depth: new Float32Array(depth.length) };
  const byDistance = new Float64Array(depth.length);
  const distance = (i: number) => depth[i] / opacity[i];
  let sum = 0;
  const bend = (b: number, stride: number) => {
    const a = b - stride;
    const c = b + stride;
    if (opacity[a] < SOLID_OPACITY || opacity[b] < SOLID_OPACITY || opacity[c] < SOLID_OPACITY) return;
    const x = distance(a) - 2 * distance(b) + distance(c);
    const scale = x * x + EDGE * EDGE;
    sum += (x * x) / scale;
    const g = (2 * x * EDGE * EDGE) / (scale * scale);
    byDistance[a] += g;
    byDistance[b] -= 2 * g;
    byDistance[c] += g;
  };
  for (let view = 0; view < batch; view++) {
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const i = (view * height + row) * width + column;
        if (column > 0 && column < width - 1) bend(i, 1);
        if (row > 0 && row < height - 1) bend(i, width);
      }
    }
  }
  for (let i = 0; i < depth.length; i++) {
    if (byDistance[i] === 0) continue;
    const g = byDistance[i] / depth.length;
    gradient.depth[i] = g / opacity[i];
    gradient.opacity[i] = (-g * depth[i]) / opacity[i] ** 2;
  }
  return { loss: sum / depth.length, gradient };
}

/**
 * Mean of O max(0, n . d)^2 with n the normal and d the ray's direction: a visible surface should face the
 * camera (Ref-NeRF, arXiv 2112.03907). The opacity counts as given, so that the loss turns surfaces and does
 * not dissolve them.
 */
export function orientation(
  { opacity, normals }: Pick<RenderedRays, 'opacity' | 'normals'>,
  { directions }: Pick<RayBundle, 'directions'>,
): Regulariser {
  const gradient = new Float32Array(normals.length);
  let sum = 0;
  for (let ray = 0; ray < opacity.length; ray++) {
    const i = ray * 3;
    const away =
      normals[i] * directions[i] + normals[i + 1] * directions[i + 1] + normals[i + 2] * directions[i + 2];
    if (away <= 0) continue;
    sum += opacity[ray] * away * away;
    const g = (2 * opacity[ray] * away) / opacity.length;
    for (let axis = 0; axis < 3; axis++) gradient[i + axis] = g * directions[i + axis];
  }
  return { loss: sum / opacity.length, gradient: { normals: gradient } };
}
