import type { Figure } from '../figure.ts';
import { sumOfParts } from '../sum-of-parts.ts';

/** As the file lists them: those on the seams of a texture count once a side. */
export const vertices: Figure<'vertices', number> = {
  name: 'vertices',
  title: 'vertices',
  measure: ({ model }) => sumOfParts(model, ({ positions }) => positions.length / 3),
  say: String,
};
