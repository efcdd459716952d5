import { coloursAt, type Drawing, geometryAt, type SeenViews, seenOfColours } from './drawing.ts';
import { resample } from './resize.ts';

/** Opacity and a point. */
const GEOMETRY_CHANNELS = 4;

/**
 * Drawings that are pixels: colours `[size, size, 3]` in [-1, 1]; then, unless `geometryScale` is 0, geometry
 * at half the size, `[size / 2, size / 2, 4]`: opacity, and the point of the object that is seen, premultiplied
 * by it, all times `geometryScale`.
 */
export class PixelDrawing implements Drawing {
  /** Numbers of a view's colours, and of its geometry. */
  readonly colourLength: number;
  readonly geometryLength: number;

  /**
   * @param size edge of the colours, in pixels; even
   * @param geometryScale world units become so many times themselves; 0 for models of colour alone
   */
  constructor(
    readonly size: number,
    readonly geometryScale: number,
  ) {
    this.colourLength = size * size * 3;
    this.geometryLength = geometryScale === 0 ? 0 : (size / 2) ** 2 * GEOMETRY_CHANNELS;
  }

  get length(): number {
    return this.colourLength + this.geometryLength;
  }

  async pack(seen: SeenViews): Promise<Float32Array> {
    const { geometryScale, length, colourLength } = this;
    const colours = coloursAt(seen, this.size);
    const { batch } = seen.images;
    const out = this.withColours(new Float32Array(batch * length), colours);
    if (geometryScale === 0) return out;
    const half = this.size / 2;
    const { opacity, points } = geometryAt(seen, half);
    for (let view = 0; view < batch; view++) {
      let to = view * length + colourLength;
      for (let i = view * half * half; i < (view + 1) * half * half; i++) {
        out[to++] = geometryScale * opacity[i];
        for (let c = 0; c < 3; c++) out[to++] = geometryScale * points[i * 3 + c];
      }
    }
    return out;
  }

  async unpack(drawing: Float32Array, edge: number): Promise<SeenViews> {
    const { size, geometryScale, length, colourLength } = this;
    const seen = seenOfColours(await this.colours(drawing), size, edge);
    if (geometryScale === 0) return seen;
    const half = size / 2;
    const { batch } = seen.images;
    const opacity = new Float32Array(batch * half * half);
    const points = new Float32Array(batch * half * half * 3);
    for (let view = 0; view < batch; view++) {
      let from = view * length + colourLength;
      for (let i = view * half * half; i < (view + 1) * half * half; i++) {
        opacity[i] = drawing[from++] / geometryScale;
        for (let c = 0; c < 3; c++) points[i * 3 + c] = drawing[from++] / geometryScale;
      }
    }
    const resized = (data: Float32Array, channels: number) =>
      resample({ data, batch, height: half, width: half }, channels, edge, edge);
    return { ...seen, opacity: resized(opacity, 1), points: resized(points, 3) };
  }

  async colours(drawing: Float32Array): Promise<Float32Array> {
    const { length, colourLength } = this;
    const batch = drawing.length / length;
    const out = new Float32Array(batch * colourLength);
    for (let view = 0; view < batch; view++) {
      out.set(drawing.subarray(view * length, view * length + colourLength), view * colourLength);
    }
    return out;
  }

  async recoloured(drawing: Float32Array, colours: Float32Array): Promise<Float32Array> {
    return this.withColours(drawing.slice(), colours);
  }

  /** Writes colours into a drawing. */
  private withColours(drawing: Float32Array, colours: Float32Array): Float32Array {
    const { length, colourLength } = this;
    for (let view = 0; view * length < drawing.length; view++) {
      drawing.set(colours.subarray(view * colourLength, (view + 1) * colourLength), view * length);
    }
    return drawing;
  }
}
