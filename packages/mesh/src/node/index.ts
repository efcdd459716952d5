export { filesBeside, namedFiles } from './beside.ts';
export { checkMesh, checkMeshFile, type MeshReport } from './check-mesh.ts';
export { CHECK_SECONDS, checkMeshInThread } from './check-thread.ts';
export { decodeTextures } from './decode-textures.ts';
export { encodeTools } from './encode-tools.ts';
export type { MeshLook } from './look-at-mesh.ts';
export { MeshThread } from './mesh-thread.ts';
export { readTools } from './read-tools.ts';
export { type GltfValidity, validateGltf } from './validate-gltf.ts';
