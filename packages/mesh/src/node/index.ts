export { encodeTools } from './encode-tools.ts';
export { MeshThread } from './mesh-thread.ts';
