import type { Figure } from '../figure.ts';
import { hiddenTriangles } from '../hidden-triangles.ts';
import { percent } from '../in-words.ts';

/** Share of the triangles that cannot be seen from outside: of 96 directions none reaches a triangle's middle. */
export const hiddenShare: Figure<'hiddenShare', number> = {
  name: 'hiddenShare',
  title: 'triangles hidden inside',
  measure({ shape }) {
    const hidden = hiddenTriangles(shape);
    if (hidden.length === 0) return 0;
    return hidden.reduce((sum, each) => sum + each, 0) / hidden.length;
  },
  say: percent,
};
