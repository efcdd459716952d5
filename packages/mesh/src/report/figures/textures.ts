import type { Figure } from '../figure.ts';

/** Of a picture, in pixels. */
export interface TextureSize {
  width: number;
  height: number;
}

export const textures: Figure<'textures', TextureSize[]> = {
  name: 'textures',
  title: 'textures',
  measure: ({ model }) => model.textures.map(({ width, height }) => ({ width, height })),
  say: (sizes) =>
    sizes.length === 0 ? 'none' : sizes.map(({ width, height }) => `${width} × ${height}`).join(', '),
};
