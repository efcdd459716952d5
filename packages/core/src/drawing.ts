import type { Images } from './image.ts';
import { resample } from './resize.ts';

/** What a renderer sees of views, `[views, height, width]` and a channel of its own each. */
export interface SeenViews {
  /** Colours in [0, 1]. */
  images: Images;
  /** In [0, 1]. */
  opacity: Float32Array;
  /** World units, premultiplied by opacity. */
  points: Float32Array;
}

/**
 * How a model draws views: as one flat array of so many numbers for each, that denoisers take and give. One
 * implementation is `PixelDrawing`; models of latents have another.
 */
export interface Drawing {
  /** Edge of the colours, in pixels. */
  readonly size: number;
  /**
   * By what opacity and points are multiplied in a drawing, where colours are in [-1, 1]: how much they count
   * beside those. 0 where a drawing has colours alone.
   */
  readonly geometryScale: number;
  /** Numbers of a view. */
  readonly length: number;
  /** Draws views: resampled to `size`. @returns `[views, length]` */
  pack(seen: SeenViews): Promise<Float32Array>;
  /**
   * What a drawing shows, at `edge` by `edge` pixels; opacity and points are zero where it has colours alone.
   */
  unpack(drawing: Float32Array, edge: number): Promise<SeenViews>;
  /** What a drawing shows in colour, as it lies there: `[views, size, size, 3]` in [-1, 1], or nearly. */
  colours(drawing: Float32Array): Promise<Float32Array>;
  /** A drawing of other colours, of that shape, and of the same geometry. */
  recoloured(drawing: Float32Array, colours: Float32Array): Promise<Float32Array>;
}

/** Opacity and points of views at `edge` by `edge` pixels. */
export function geometryAt({ images, opacity, points }: SeenViews, edge: number) {
  const at = (data: Float32Array, channels: number) => resample({ ...images, data }, channels, edge, edge);
  return { opacity: at(opacity, 1), points: at(points, 3) };
}

/** Colours of views at `edge` by `edge` pixels, in [-1, 1]: `[views, edge, edge, 3]`. */
export function coloursAt({ images }: SeenViews, edge: number): Float32Array {
  return resample(images, 3, edge, edge).map((value) => 2 * value - 1);
}

/** Views of `[views, size, size, 3]` colours in [-1, 1] and nothing else, at `edge` by `edge` pixels. */
export function seenOfColours(colours: Float32Array, size: number, edge: number): SeenViews {
  const batch = colours.length / (3 * size * size);
  const images = { data: colours.map((value) => (value + 1) / 2), batch, height: size, width: size };
  const data = resample(images, 3, edge, edge);
  const pixels = batch * edge * edge;
  return {
    images: { data, batch, height: edge, width: edge },
    opacity: new Float32Array(pixels),
    points: new Float32Array(3 * pixels),
  };
}
