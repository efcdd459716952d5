export * from './atomic.ts';
export * from './folder-store.ts';
export * from './peak-memory.ts';
export * from './png.ts';
export * from './read-file.ts';
export * from './worker.ts';
