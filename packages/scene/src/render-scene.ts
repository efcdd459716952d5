import type { SeenViews, View } from '@modeseek/core';
import type { PreviewedViews, Renderer } from '@modeseek/renderer';
import type { Placement } from './arrange.ts';

/** An object of a scene, ready to be looked at. */
export interface PlacedObject {
  /** Of the object, in its own cube. */
  renderer: Renderer;
  placement: Placement;
}

const BLACK = [0, 0, 0] as const;

/**
 * Pictures of placed objects together: each by itself, laid over one another by distance at every pixel.
 * Exact where no ray comes back to an object behind another.
 */
export async function renderScene(
  objects: readonly PlacedObject[],
  views: readonly View[],
  height: number,
  width: number,
): Promise<SeenViews> {
  const pixels = height * width;
  const seen: SeenViews = {
    images: { data: new Float32Array(views.length * pixels * 3), batch: views.length, height, width },
    opacity: new Float32Array(views.length * pixels),
    points: new Float32Array(views.length * pixels * 3),
  };
  for (const [i, view] of views.entries()) {
    const layers: Layer[] = [];
    for (const { renderer, placement } of objects) {
      const moved = { ...fromObject(view, placement), background: BLACK };
      layers.push({ seen: await renderer.renderPreview([moved], height, width), placement });
    }
    layOver(layers, view.background, seen, i * pixels, pixels);
  }
  return seen;
}

interface Layer {
  seen: PreviewedViews;
  placement: Placement;
}

/**
 * Lays layers over one another and over a background, the nearest in front, into `count` pixels of zeros from
 * the given one on.
 */
function layOver(
  layers: readonly Layer[],
  background: readonly number[],
  { images, opacity, points }: SeenViews,
  first: number,
  count: number,
): void {
  for (let pixel = 0; pixel < count; pixel++) {
    const order = layers
      .filter(({ seen }) => seen.opacity[pixel] > 0)
      .sort((a, b) => distanceAt(a, pixel) - distanceAt(b, pixel));
    const at = first + pixel;
    let light = 1;
    for (const { seen, placement } of order) {
      for (let c = 0; c < 3; c++) {
        images.data[at * 3 + c] += light * seen.colour[pixel * 3 + c];
        points[at * 3 + c] +=
          light * (placement.scale * seen.points[pixel * 3 + c] + placement.offset[c] * seen.opacity[pixel]);
      }
      light *= 1 - seen.opacity[pixel];
    }
    opacity[at] = 1 - light;
    for (let c = 0; c < 3; c++) images.data[at * 3 + c] += light * background[c];
  }
}

/** Of the surface, from the scene's camera. */
const distanceAt = ({ seen, placement }: Layer, pixel: number) =>
  (placement.scale * seen.depth[pixel]) / seen.opacity[pixel];

/** The view of an object's own cube that shows it as the scene's view does. */
function fromObject(view: View, { scale, offset }: Placement): View {
  const { camera } = view;
  const target = camera.target ?? [0, 0, 0];
  const [x, y, z] = target.map((t, axis) => (t - offset[axis]) / scale);
  return { ...view, camera: { ...camera, distance: camera.distance / scale, target: [x, y, z] } };
}
