export * from './export.ts';
export {
  encodeGltf,
  type GltfOptions,
  MATERIALS,
  type MaterialKind,
  MESH_FORMATS,
  type MeshFormat,
} from './gltf.ts';
export { MeshThread } from './mesh-thread.ts';
export type { FieldQuery } from './query.ts';
export type { ShadedMesh } from './simplify.ts';
export { type SurfacePoints, surfacePoints } from './surface-points.ts';
