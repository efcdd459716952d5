import type { Images } from './image.ts';
import { resample } from './resize.ts';

/**
 * What a model draws of a view, as one flat array: colours `[size, size, 3]` in [-1, 1]; then, unless
 * `geometryScale` is 0, geometry at half the size, `[size / 2, size / 2, 4]`: opacity, and the point of the
 * object that is seen, premultiplied by it, all times `geometryScale`.
 */
export interface DrawingFormat {
  /** Edge of the colours, in pixels; even. */
  size: number;
  /** World units become `geometryScale` times themselves; 0 for models of colour alone. */
  geometryScale: number;
}

/** Opacity and a point. */
const GEOMETRY_CHANNELS = 4;

/** Numbers of a view's colours, of its geometry, and of both. */
export function drawingLengths({ size, geometryScale }: DrawingFormat) {
  const colour = size * size * 3;
  const geometry = geometryScale === 0 ? 0 : (size / 2) ** 2 * GEOMETRY_CHANNELS;
  return { colour, geometry, all: colour + geometry };
}

/** What a renderer sees of views, `[views, height, width]` and a channel of its own each. */
export interface SeenViews {
  /** Colours in [0, 1]. */
  images: Images;
  /** In [0, 1]. */
  opacity: Float32Array;
  /** World units, premultiplied by opacity. */
  points: Float32Array;
}

/** Opacity and points of views at `edge` by `edge` pixels. */
export function geometryAt({ images, opacity, points }: SeenViews, edge: number) {
  const at = (data: Float32Array, channels: number) => resample({ ...images, data }, channels, edge, edge);
  return { opacity: at(opacity, 1), points: at(points, 3) };
}

/** Views as a model draws them: resampled, and packed. @returns `[views, numbers of a view]` */
export function packDrawing(seen: SeenViews, format: DrawingFormat): Float32Array {
  const { images } = seen;
  const { size, geometryScale } = format;
  const { batch } = images;
  const lengths = drawingLengths(format);
  const out = new Float32Array(batch * lengths.all);
  const colour = resample(images, 3, size, size);
  const half = size / 2;
  const { opacity, points } = geometryScale === 0 ? seen : geometryAt(seen, half);
  for (let view = 0; view < batch; view++) {
    let to = view * lengths.all;
    for (let i = view * lengths.colour; i < (view + 1) * lengths.colour; i++) out[to++] = 2 * colour[i] - 1;
    if (geometryScale === 0) continue;
    for (let i = view * half * half; i < (view + 1) * half * half; i++) {
      out[to++] = geometryScale * opacity[i];
      for (let c = 0; c < 3; c++) out[to++] = geometryScale * points[i * 3 + c];
    }
  }
  return out;
}

/**
 * The inverse of `packDrawing`, at `edge` by `edge` pixels; opacity and points are zero where the model draws
 * none.
 */
export function unpackDrawing(drawing: Float32Array, format: DrawingFormat, edge: number): SeenViews {
  const { size, geometryScale } = format;
  const lengths = drawingLengths(format);
  const batch = drawing.length / lengths.all;
  const half = size / 2;
  const colour = new Float32Array(batch * lengths.colour);
  const opacity = new Float32Array(batch * half * half);
  const points = new Float32Array(batch * half * half * 3);
  for (let view = 0; view < batch; view++) {
    let from = view * lengths.all;
    for (let i = view * lengths.colour; i < (view + 1) * lengths.colour; i++)
      colour[i] = (drawing[from++] + 1) / 2;
    if (geometryScale === 0) continue;
    for (let i = view * half * half; i < (view + 1) * half * half; i++) {
      opacity[i] = drawing[from++] / geometryScale;
      for (let c = 0; c < 3; c++) points[i * 3 + c] = drawing[from++] / geometryScale;
    }
  }
  const resized = (data: Float32Array, from: number, channels: number) =>
    resample({ data, batch, height: from, width: from }, channels, edge, edge);
  return {
    images: { data: resized(colour, size, 3), batch, height: edge, width: edge },
    opacity: resized(opacity, half, 1),
    points: resized(points, half, 3),
  };
}
