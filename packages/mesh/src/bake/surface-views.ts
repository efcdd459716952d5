import { type Camera, type CameraPose, cameraPose, type FieldQuery, sphereDirections } from '@modeseek/core';
import { findFragments } from '@modeseek/raster';
import type { ShadedMesh } from '../simplify.ts';
import { fieldNormals } from './field-normals.ts';
import { type MarchOptions, marchRays } from './march.ts';
import { unitVectors } from './unit-vectors.ts';

/** How a surface looks from one side. */
export interface SurfaceView {
  /** Pixels along an edge. */
  size: number;
  pose: CameraPose;
  /** Pixels for each unit at the distance of one unit. */
  focal: number;
  /** `[size, size]`: distances along the camera's axis; infinite where there is nothing. */
  depth: Float32Array;
  /** `[size, size, 3]`: the field's display colours. */
  colours: Float32Array;
  /** `[size, size, 3]`, outward: half the surface's own unit normal and half the field's, where they were asked for. */
  normals: Float32Array | null;
}

export interface SeeOptions extends MarchOptions {
  /** Pixels along an edge of each view. */
  size: number;
  /** Whether to take normals, too. */
  normals: boolean;
}

/** Directions all around from which a surface is looked at. */
const VIEWS = 16;
/** Cameras stand far off: rays are nearly parallel. */
const DISTANCE = 8;
/** The picture reaches a little farther than the surface. */
const MARGIN = 1.02;

/**
 * Looks at a surface from all sides: where each pixel's ray meets it, the ray goes on into the field, to see what a
 * volume render shows there.
 */
export async function viewSurface(
  query: FieldQuery,
  mesh: ShadedMesh,
  { size, normals, ...march }: SeeOptions,
  onProgress: (progress: number) => void = () => {},
): Promise<SurfaceView[]> {
  const views: SurfaceView[] = [];
  const fieldOfView = 2 * Math.asin((MARGIN * radiusOf(mesh.positions)) / DISTANCE);
  for (const direction of sphereDirections(VIEWS)) {
    const camera = cameraFrom(direction, fieldOfView);
    const pose = cameraPose(camera);
    const { eye, forward } = pose;
    const { owner, weights } = findFragments(mesh, camera, size, 1);
    const pixels = Uint32Array.from(owner.keys()).filter((pixel) => owner[pixel] >= 0);
    const at = (values: Float32Array) => interpolated(mesh.indices, owner, weights, pixels, values);
    const positions = at(mesh.positions);
    const outward = unitVectors(positions.map((value, i) => eye[i % 3] - value));
    const seen = await marchRays(query, positions, outward, march, (progress) =>
      onProgress((views.length + progress) / VIEWS),
    );
    const depth = new Float32Array(size * size).fill(Number.POSITIVE_INFINITY);
    for (let i = 0; i < pixels.length; i++) {
      let along = 0;
      for (let k = 0; k < 3; k++) along += (positions[i * 3 + k] - eye[k]) * forward[k];
      depth[pixels[i]] = along;
    }
    const focal = size / 2 / Math.tan(fieldOfView / 2);
    const view = { size, pose, focal, depth, colours: picture(seen.colours, pixels, size) };
    if (!normals) {
      views.push({ ...view, normals: null });
      continue;
    }
    const points = positions.map((value, i) => value - seen.depths[Math.floor(i / 3)] * outward[i]);
    const own = unitVectors(at(mesh.normals));
    const fields = await fieldNormals(query, points);
    views.push({
      ...view,
      normals: picture(
        own.map((value, i) => (value + fields[i]) / 2),
        pixels,
        size,
      ),
    });
  }
  return views;
}

/** Greatest distance from the origin. */
function radiusOf(positions: Float32Array): number {
  let square = 0;
  for (let i = 0; i < positions.length; i += 3) {
    square = Math.max(square, positions[i] ** 2 + positions[i + 1] ** 2 + positions[i + 2] ** 2);
  }
  return Math.sqrt(square);
}

function cameraFrom([x, y, z]: readonly [number, number, number], fieldOfView: number): Camera {
  return { azimuth: Math.atan2(x, z), elevation: Math.asin(y), distance: DISTANCE, fieldOfView };
}

/** What vertices have, `[vertices, 3]`, at the points that pixels show: `[pixels, 3]`. */
function interpolated(
  indices: Uint32Array,
  owner: Int32Array,
  weights: Float32Array,
  pixels: Uint32Array,
  values: Float32Array,
): Float32Array {
  const out = new Float32Array(pixels.length * 3);
  for (let i = 0; i < pixels.length; i++) {
    const corner = owner[pixels[i]] * 3;
    const [a, b] = [weights[pixels[i] * 2], weights[pixels[i] * 2 + 1]];
    for (let k = 0; k < 3; k++) {
      out[i * 3 + k] =
        a * values[indices[corner] * 3 + k] +
        b * values[indices[corner + 1] * 3 + k] +
        (1 - a - b) * values[indices[corner + 2] * 3 + k];
    }
  }
  return out;
}

function picture(values: Float32Array, pixels: Uint32Array, size: number): Float32Array {
  const out = new Float32Array(size * size * 3);
  for (let i = 0; i < pixels.length; i++) out.set(values.subarray(i * 3, i * 3 + 3), pixels[i] * 3);
  return out;
}
