export * from './export.ts';
export { MATERIALS, type MaterialKind, MESH_FORMATS, type MeshFormat } from './gltf.ts';
export { type FieldQuery, MAX_QUERY_POINTS } from './query.ts';
