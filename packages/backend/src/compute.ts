/** Backends that can be asked for by name. */
export const BACKENDS = ['auto', 'webgpu', 'wasm', 'cpu', 'tensorflow'] as const;
export type BackendRequest = (typeof BACKENDS)[number];
export type BackendName = Exclude<BackendRequest, 'auto'>;

/** What a run computes on. */
export interface Compute {
  readonly name: BackendName;
  /** For people, such as `WebAssembly, 2 threads, relaxed SIMD`. */
  readonly description: string;
  /** Which implementation of the fused kernels fits: plain TypeScript, WebAssembly, or TF.js ops on its active backend. */
  readonly kernels: 'reference' | 'wasm' | 'tfjs';
  /** Threads that kernels may start, at least 1. */
  readonly threads: number;
  /** Releases the device. Call it at the end, or a GPU keeps the process alive. */
  dispose(): Promise<void>;
}
