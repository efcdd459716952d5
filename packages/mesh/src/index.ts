export * from './export.ts';
export { exportMeshInThread } from './export-thread.ts';
export {
  encodeGltf,
  type GltfOptions,
  MATERIALS,
  type MaterialKind,
  MESH_FORMATS,
  type MeshFormat,
} from './gltf.ts';
export type { FieldQuery } from './query.ts';
export type { ShadedMesh } from './simplify.ts';
