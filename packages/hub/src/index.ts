export * from './cache.ts';
export * from './checksum.ts';
export * from './connection.ts';
export * from './model-id.ts';
export * from './pull.ts';
export * from './repository.ts';
export * from './settings.ts';
