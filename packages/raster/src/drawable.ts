/** Triangles over shared vertices. */
export interface Shape {
  /** `[vertices, 3]`, world units. */
  positions: Float32Array;
  /** `[triangles, 3]` */
  indices: Uint32Array;
}

/** What can be drawn: a shape, and what it looks like. */
export interface Drawable extends Shape {
  /** Unit normals `[vertices, 3]`. */
  normals: Float32Array;
  look: Look;
}

/** A point of a triangle that is seen. One object is used for all of them. */
export interface SurfacePoint {
  triangle: number;
  /** Weights of the triangle's first and second corner; the third one's is what is left of 1. */
  a: number;
  b: number;
  /** World space. */
  position: Float64Array;
  /** Unit; interpolated between the corners, as they have it. A look may turn it. */
  normal: Float64Array;
  /** Display values in [0, 1]: to be written. */
  colour: Float64Array;
}

/** Writes the colour of a point, and its normal where that is not the corners'. */
export type Look = (point: SurfacePoint) => void;

/** A shape of triangles that share no vertices: `[triangles, 3, 3]` corners, in order. */
export function soupShape(positions: Float32Array): Shape {
  const indices = new Uint32Array(positions.length / 3);
  for (let i = 0; i < indices.length; i++) indices[i] = i;
  return { positions, indices };
}
