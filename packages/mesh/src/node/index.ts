export { MeshThread } from './mesh-thread.ts';
