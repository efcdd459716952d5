/** How fine a mesh is, as runs and exports have it by default. */
export const MESH_SIZE_DEFAULTS = {
  /** Grid cells along the edge of the cube. */
  resolution: 128,
  // On a trained hamburger within 0.7 % of its size of the surface of 124,000 triangles.
  maxTriangles: 10_000,
  // Four texels to a cell of the finest level that a trained field uses by default.
  textureSize: 512,
} as const;

/** Least and greatest values. */
export const MESH_SIZE_LIMITS = {
  resolution: [16, 512],
  maxTriangles: [100, 10_000_000],
  /** Of a texture; without one the size is 0. */
  textureSize: [16, 8192],
} as const;
