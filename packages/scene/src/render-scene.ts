import type { Images, View } from '@modeseek/core';
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
 * Pictures of placed objects together: each by itself, laid over one another by distance at every pixel. Exact where
 * no ray comes back to an object behind another.
 * @returns `[views, height, width, 3]` in [0, 1]
 */
export async function renderScene(
  objects: readonly PlacedObject[],
  views: readonly View[],
  height: number,
  width: number,
): Promise<Images> {
  const pixels = height * width;
  const data = new Float32Array(views.length * pixels * 3);
  for (const [i, view] of views.entries()) {
    const layers: Layer[] = [];
    for (const { renderer, placement } of objects) {
      const moved = { ...fromObject(view, placement), background: BLACK };
      layers.push({ seen: await renderer.renderPreview([moved], height, width), scale: placement.scale });
    }
    layOver(layers, view.background, data.subarray(i * pixels * 3, (i + 1) * pixels * 3));
  }
  return { data, batch: views.length, height, width };
}

interface Layer {
  seen: PreviewedViews;
  scale: number;
}

/** Lays layers over one another and over a background, the nearest in front, into a picture `[pixels, 3]` of zeros. */
function layOver(layers: readonly Layer[], background: readonly number[], picture: Float32Array): void {
  for (let pixel = 0; pixel < picture.length / 3; pixel++) {
    const order = layers
      .filter(({ seen }) => seen.opacity[pixel] > 0)
      .sort((a, b) => distanceAt(a, pixel) - distanceAt(b, pixel));
    let light = 1;
    for (const { seen } of order) {
      for (let c = 0; c < 3; c++) picture[pixel * 3 + c] += light * seen.colour[pixel * 3 + c];
      light *= 1 - seen.opacity[pixel];
    }
    for (let c = 0; c < 3; c++) picture[pixel * 3 + c] += light * background[c];
  }
}

/** Of the surface, from the scene's camera. */
const distanceAt = ({ seen, scale }: Layer, pixel: number) =>
  (scale * seen.depth[pixel]) / seen.opacity[pixel];

/** The view of an object's own cube that shows it as the scene's view does. */
function fromObject(view: View, { scale, offset }: Placement): View {
  const { camera } = view;
  const target = camera.target ?? [0, 0, 0];
  const [x, y, z] = target.map((t, axis) => (t - offset[axis]) / scale);
  return { ...view, camera: { ...camera, distance: camera.distance / scale, target: [x, y, z] } };
}
