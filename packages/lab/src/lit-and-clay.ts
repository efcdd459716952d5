import { aroundViews, type Images, type View } from '@modeseek/core';
import type { Triangles } from '@modeseek/objects';
import { CLOSE_LIGHT } from './close-judge.ts';
import { meshPictures } from './mesh-pictures.ts';

/** Pictures in each of the two. */
export const LIT_AND_CLAY_VIEWS = 4;
const SIZE = 160;

/** A mesh in its colours and as clay, lit from one side: two times four pictures. */
export function litAndClay(triangles: Triangles): Images[] {
  const views = aroundViews(LIT_AND_CLAY_VIEWS).map((view): View => ({ ...view, light: CLOSE_LIGHT }));
  return (['lambertian', 'textureless'] as const).map((shading) =>
    meshPictures(
      triangles,
      views.map((view) => ({ ...view, shading })),
      SIZE,
    ),
  );
}
