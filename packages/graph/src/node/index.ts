export type { Given } from './feeds.ts';
export * from './load-network.ts';
export * from './network-files.ts';
export { loadOnnxRuntime, type OnnxRuntime } from './onnxruntime.ts';
export * from './run-network.ts';
export {
  type DeclaredTensor,
  type Provider,
  Session,
  type SessionOutput,
  type SessionTensor,
  startSession,
} from './session.ts';
export * from './weights-header.ts';
