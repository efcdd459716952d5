import type { Figure } from '../figure.ts';
import { sumOfParts } from '../sum-of-parts.ts';

/** As the file lists them; an object that is there several times counts each time. */
export const triangles: Figure<'triangles', number> = {
  name: 'triangles',
  title: 'triangles',
  measure: ({ model }) => sumOfParts(model, ({ indices }) => indices.length / 3),
  say: String,
  isWrong: (count) => count === 0,
};
