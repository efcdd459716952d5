export { keepLargeComponents } from './components.ts';
export { createGrid, type DensityGrid, neighbourSteps } from './density-grid.ts';
export * from './export.ts';
export {
  encodeGltf,
  type GltfOptions,
  MATERIALS,
  type MaterialKind,
  MESH_FORMATS,
  type MeshFormat,
} from './gltf.ts';
export { marchingCubes } from './marching-cubes.ts';
export { type ShadedMesh, simplify } from './simplify.ts';
export { type SurfacePoints, surfacePoints } from './surface-points.ts';
export { type TriangleMesh, vertexNormals } from './triangle-mesh.ts';
