export * from './depth-map.ts';
export * from './drawable.ts';
export * from './fragments.ts';
export * from './g-buffer.ts';
export * from './looks.ts';
export * from './seen-views.ts';
export * from './shade-picture.ts';
export * from './texture.ts';
