import type { CanvasSurroundings } from './canvas.ts';

/** Shapes of opacity and points beside colours; none where the model draws no geometry. */
export function geometryShapes({
  pictures,
  size,
  drawing,
}: Pick<CanvasSurroundings, 'pictures' | 'size' | 'drawing'>): Record<string, readonly number[]> {
  if (drawing.geometryScale === 0) return {};
  return { opacity: [pictures, size, size], points: [pictures, size, size, 3] };
}

/** Opacity and points; zero where the model draws none. */
export function geometryOf(
  [opacity, points]: readonly Float32Array[],
  pixels: number,
): { opacity: Float32Array; points: Float32Array } {
  return { opacity: opacity ?? new Float32Array(pixels), points: points ?? new Float32Array(3 * pixels) };
}
