/** Backends that can be asked for by name. */
export const BACKENDS = ['auto', 'webgpu', 'wasm', 'cpu', 'tensorflow'] as const;
export type BackendRequest = (typeof BACKENDS)[number];
export type BackendName = Exclude<BackendRequest, 'auto'>;

/**
 * Threads that are started unless told otherwise. Beyond eight the field's ten hash levels, one thread each,
 * leave little to gain.
 */
export const MAXIMUM_DEFAULT_THREADS = 8;

/** More threads than any machine has a use for: each takes memory, and time to start. */
export const MAXIMUM_THREADS = 256;
