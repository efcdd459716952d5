import {
  type Placement,
  placePoint,
  type SeenViews,
  turnAboutY,
  unplacePoint,
  type View,
} from '@modeseek/core';
import type { PreviewedViews, Renderer } from '@modeseek/renderer';

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
      const shown = light * seen.opacity[pixel];
      const [px, py, pz] = seen.points.subarray(pixel * 3, pixel * 3 + 3).map((p) => p / seen.opacity[pixel]);
      const point = placePoint([px, py, pz], placement);
      for (let c = 0; c < 3; c++) {
        images.data[at * 3 + c] += light * seen.colour[pixel * 3 + c];
        points[at * 3 + c] += shown * point[c];
      }
      light -= shown;
    }
    opacity[at] = 1 - light;
    for (let c = 0; c < 3; c++) images.data[at * 3 + c] += light * background[c];
  }
}

/** Of the surface, from the scene's camera. */
const distanceAt = ({ seen, placement }: Layer, pixel: number) =>
  (placement.scale * seen.depth[pixel]) / seen.opacity[pixel];

/** The view of an object's own cube that shows it as the scene's view does. */
function fromObject(view: View, placement: Placement): View {
  const { camera, light } = view;
  const { scale, turn } = placement;
  return {
    ...view,
    light: turnAboutY(light, -turn),
    camera: {
      ...camera,
      azimuth: camera.azimuth - turn,
      distance: camera.distance / scale,
      target: unplacePoint(camera.target ?? [0, 0, 0], placement),
    },
  };
}
